using System.Text.Json;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Pipeline.RunTraining;
using Trainyard.Sagas;

namespace Trainyard.Pipeline.DrawDiagrams;

/// <summary>
/// The sequence diagram of one run, in Mermaid: what really happened, with durations, retries and the branch taken.
/// </summary>
internal sealed class RunDiagram
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly TrainingRun _run;
    private readonly Cast _cast;
    private readonly SequenceDrawing _drawing;

    private RunDiagram(TrainingRun run)
    {
        (_run, _cast) = (run, run.Cast);
        _drawing = new SequenceDrawing($"{run.Pipeline}, run {run.CorrelationId}: {run.State}", _cast);
    }

    public static string Of(TrainingRun run, IReadOnlyList<JournalEntry> record) =>
        new RunDiagram(run).Draw(record);

    private string Draw(IReadOnlyList<JournalEntry> record)
    {
        DateTimeOffset? previous = null;
        foreach (var entry in record)
        {
            if (ContractTypes.Find(entry.Message) is { } type)
                Draw((IRunMessage)entry.Body.Deserialize(type, Json)!, entry.Direction, entry.At - previous);
            previous = entry.At;
        }

        _drawing.Note(Role.Engineer, _cast.Drawn[^1].Role, _run.EndedAt is { } ended
            ? $"{_run.State} after {Texts.Duration(ended - _run.RequestedAt)}"
            : $"{_run.State}, waiting for {_cast.NameOf(_run.Step)}");
        return _drawing.Text;
    }

    private void Draw(IRunMessage message, JournalDirection direction, TimeSpan? wait)
    {
        switch (message)
        {
            case StartRun:
                _drawing.Command(Role.Engineer, Role.Pipeline, $"{nameof(TrainRequested)} by {Requester()}");
                break;
            case BeginDeadlinePassed:
                _drawing.Command(Role.Engineer, Role.Pipeline, $"{nameof(TrainRequested)} by {Requester()}");
                _drawing.Note(Role.Pipeline, "the run did not begin in time");
                break;
            case AttemptFailed failed:
                _drawing.Note(
                    _cast.WorkerOf(failed.Step).Role, $"attempt {failed.Attempt} failed: {failed.Reason}");
                break;
            case StepFaulted broke:
                _drawing.Lost(_cast.WorkerOf(broke.Step).Role, _cast.AskerOf(broke.Step).Role,
                    $"{nameof(StepFaulted)}: {broke.Reason}");
                break;
            case IStepRefusal refused:
                _drawing.Lost(_cast.WorkerOf(refused.Step).Role, Role.Pipeline,
                    $"{message.GetType().Name}, {refused.Findings.Count(f => !f.IsWarning)} findings"
                    + Texts.Work(refused.Work));
                break;
            case StepDeadlinePassed passed:
                _drawing.Note(Role.Pipeline, $"deadline of {_cast.NameOf(passed.Step)} passed");
                break;
            case CancelRun asked:
                _drawing.Command(Role.Engineer, Role.Pipeline, $"{nameof(CancelRun)} by {asked.RequestedBy}");
                break;
            case IRunEnding ending:
                DrawEnding(ending);
                break;
            default:
                DrawStep(message, direction, wait);
                break;
        }
    }

    /// <summary>What belongs to no step, such as a word to all workers to stop, is not drawn.</summary>
    private void DrawStep(IRunMessage message, JournalDirection direction, TimeSpan? wait)
    {
        if (Sequence.Find(message.GetType()) is not { } row)
            return;
        if (row is { Step: Step.Register } && direction == JournalDirection.Sent)
            _drawing.Branch("metrics meet the gate" + Texts.Gate(_run.Gate));
        var (asker, worker) = (_cast.AskerOf(row.Step).Role, _cast.WorkerOf(row.Step).Role);
        if (direction == JournalDirection.Sent)
        {
            var name = _cast.NameOf(row.Step);
            _drawing.Command(asker, worker, message.GetType().Name + (name == row.Label ? "" : $" ({name})"));
            return;
        }

        var detail = row.Detail(message) is { Length: > 0 } figure ? $", {figure}" : "";
        _drawing.Reply(
            worker, asker, message.GetType().Name + Texts.Work((message as IStepReply)?.Work, wait) + detail);
    }

    private void DrawEnding(IRunEnding ending)
    {
        if (ending.Failure == FailureReason.MetricsBelowThreshold)
            _drawing.Branch("metrics below the gate" + Texts.Gate(_run.Gate));
        switch (ending.Outcome)
        {
            case RunOutcome.Succeeded:
                _drawing.Reply(
                    _cast.WorkerOf(ending.Step).Role, Role.Engineer,
                    $"{ending.GetType().Name}, version {ending.RegisteredVersion}");
                break;
            case RunOutcome.Cancelled:
                _drawing.Reply(Role.Pipeline, Role.Engineer, ending.GetType().Name);
                break;
            case RunOutcome.Rejected or RunOutcome.Faulted:
                _drawing.Lost(Role.Pipeline, Role.Engineer, $"{ending.GetType().Name} ({ending.Failure})");
                break;
            default:
                throw new InvalidOperationException($"A run does not end as {ending.Outcome}.");
        }

        _drawing.EndBranch();
    }

    private string Requester() => _run.Trigger is { Kind: not TriggerKind.Request } trigger
        ? $"{_run.RequestedBy} ({trigger.Kind.ToString().ToLowerInvariant()} {trigger.Name})"
        : _run.RequestedBy;
}
