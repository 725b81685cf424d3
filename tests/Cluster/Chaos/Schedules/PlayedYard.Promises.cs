using Trainyard.Contracts;
using Trainyard.Pipeline.RunTraining;
using Trainyard.Sagas;

namespace Trainyard.Cluster.Tests.Chaos.Schedules;

/// <summary>What must be so whatever the schedule.</summary>
internal sealed partial class PlayedYard
{
    /// <summary>All that is wrong whatever a run is and whoever disturbs it.</summary>
    public IEnumerable<string> Wrongs() =>
    [
        .. Left(), .. _aliases.Disagreements(), .. CommandsAfterTheEnd(), .. PublishedAgain(), .. Others(),
        .. Unknown(), .. _afterwards,
    ];

    /// <summary>A version that is registered is known to its run, however that ended.</summary>
    private IEnumerable<string> Unknown() => (_aliases.VersionsOf(_runId), Run.Version) is (> 0, null)
        ? [$"the run is {Run.State} and does not know of its version"]
        : [];

    /// <summary>Nothing may be left: no message to send, no work to do, no reply to publish, no move that is open. A
    /// reply that can't be published stays, and keeps nobody.</summary>
    private IEnumerable<string> Left() =>
    [
        .. _pipeline.Runs.SelectMany(run => run.Journal.Unsent).Select(entry => $"{entry.Message} is unsent"),
        .. _workers.SelectMany(worker => worker.Jobs)
            .Where(job => job.DueAt is not null && job.Id != $"{nameof(MoveAlias)}/{_firstMove}")
            .Select(job => $"{job.Id} is {job.State}, due at {job.DueAt}"),
        .. _aliases.Open(),
    ];

    /// <summary>Copies that come in send none out: a reply is published once, and what the run says once more for
    /// each time that its service forgot what was sent, or that it was asked to go on. What begins a run, and what
    /// Registry makes of what it hears from Serving, is one message however often it is asked for.</summary>
    private IEnumerable<string> PublishedAgain()
    {
        if (_store.WasAway || _firstMove is not null)
            return [];
        var said = Record.Where(entry => entry.Direction == JournalDirection.Sent)
            .Select(entry => entry.MessageId).ToHashSet();
        return _network.Published
            .Where(message => message.Value.Message is not (ModelDeployed or StartRun)
                && message.Value.Times > 1 + _resumed
                    + (said.Contains(message.Key.Id) || _resumed > 0 ? _forgotten : 0))
            .Select(message => $"{message.Key.Type} was published {message.Value.Times} times");
    }

    /// <summary>Commands that the run gave after it had said how it ended.</summary>
    private IEnumerable<string> CommandsAfterTheEnd() => Record
        .SkipWhile(entry => entry.Direction != JournalDirection.Sent || !IsEnding(entry.Message))
        .Where(entry => entry.Direction == JournalDirection.Sent)
        .Skip(1)
        .Select(entry => $"{entry.Message} after the end");

    /// <summary>One key of two pipelines is two runs, and asked for again with the same file the same run.</summary>
    private IEnumerable<string> Others() => _pipeline.Runs.Where(run => run.CorrelationId != _runId)
        .GroupBy(run => run.Pipeline)
        .Where(runs => runs.Count() != 1 || EndingsOf(runs.First().CorrelationId).Count != 1)
        .Select(runs => $"{runs.Key} has {runs.Count()} runs under one key")
        .Concat(_pipeline.Runs.Select(run => run.Pipeline).Distinct().Count() == 2
            ? ["a key of one pipeline was taken for that of another"]
            : []);

    private TrainingRun Run => _pipeline.Runs.SingleOrDefault(run => run.CorrelationId == _runId)
        ?? throw new InvalidOperationException("The run never began.");

    private IReadOnlyList<JournalEntry> Record => _pipeline.RecordOf(Run);

    private IReadOnlyList<string> EndingsOf(Guid runId) =>
    [
        .. _network.Published
            .Where(said => IsEnding(said.Key.Type) && ((IRunMessage)said.Value.Message).RunId == runId)
            .Select(said => said.Key.Type),
    ];

    /// <summary>Whatever comes to a run that has ended, its record only grows by what it heard, and nothing is said of
    /// it.</summary>
    private async Task LookAfterwards()
    {
        var (before, said) = (Record, _network.Published.Keys.ToHashSet());
        Resume();
        _network.Publish(new CancelRun { RunId = _runId, RequestedBy = "grace" }, Guid.NewGuid());
        await Settle();
        var after = Record;
        _afterwards =
        [
            .. _network.Published.Where(now => !said.Contains(now.Key)
                    && now.Value.Message is not (ResumeRun or CancelRun) && now.Value.Message is IRunMessage)
                .Select(now => $"{now.Key.Type} was published after the end"),
            .. before.Index().Where(entry => after[entry.Index].MessageId != entry.Item.MessageId)
                .Select(entry => $"entry {entry.Index + 1} of the record has changed after the end"),
            .. after.Skip(before.Count).Where(entry => entry.Direction == JournalDirection.Sent)
                .Select(entry => $"the run said {entry.Message} after the end"),
        ];
    }

    private static bool IsEnding(string message) =>
        message is nameof(TrainingSucceeded) or nameof(TrainingFailed) or nameof(TrainingCancelled);
}
