using MassTransit;
using Trainyard.Contracts;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>What a run does on its way: it keeps what it was told, and sends the next command.</summary>
internal sealed class RunActions(Deadlines deadlines, TimeProvider time)
{
    public void Begin(BehaviorContext<TrainingRun, StartRun> context)
    {
        var (run, start) = (context.Saga, context.Message);
        run.Pipeline = start.Pipeline;
        run.Owner = start.Owner;
        run.RequestedBy = start.RequestedBy;
        run.RequestedAt = start.RequestedAt;
        run.Definition = start.Definition;
        run.SourceFolder = start.SourceFolder;
        run.DeployTo = start.DeployTo;
        run.Seed = start.Seed;
        run.Participants = start.Participants;
        run.Gate = start.Gate;
    }

    /// <summary>Nothing is known of the run but what was asked for.</summary>
    public void FaultBeforeBegin(BehaviorContext<TrainingRun, BeginDeadlinePassed> context)
    {
        var (run, passed) = (context.Saga, context.Message);
        run.Pipeline = passed.Pipeline;
        run.Owner = passed.Owner;
        run.RequestedBy = passed.RequestedBy;
        run.RequestedAt = passed.RequestedAt;
        run.Step = Step.Accept;
        Fail(run, RunOutcome.Faulted, FailureReason.DeadlineExceeded,
            Failures.NotBegun(deadlines.Begin, passed.Reason, OwnerOf(run)), []);
    }

    public void CommandFetch(BehaviorContext<TrainingRun> context) =>
        Command(context.Saga, Step.Fetch, run => new FetchData
    {
        RunId = run.CorrelationId, Definition = run.Definition!, SourceFolder = run.SourceFolder,
    });

    public void CommandCheck(BehaviorContext<TrainingRun, DataFetched> context)
    {
        context.Saga.Snapshot = context.Message.Snapshot;
        Command(context.Saga, Step.Check, run => new CheckData
        {
            RunId = run.CorrelationId, Definition = run.Definition!, Snapshot = run.Snapshot!,
        });
    }

    public void CommandPrepare(BehaviorContext<TrainingRun> context) =>
        Command(context.Saga, Step.Prepare, run => new PrepareData
        {
            RunId = run.CorrelationId, Definition = run.Definition!, Snapshot = run.Snapshot!, Seed = run.Seed,
        });

    public void CommandTrain(BehaviorContext<TrainingRun, DataPrepared> context)
    {
        var prepared = context.Saga.Prepared = context.Message;
        Command(context.Saga, Step.Train, run => new TrainModel
        {
            RunId = run.CorrelationId, Definition = run.Definition!, Seed = run.Seed,
            Training = prepared.Training, Features = prepared.Features, Samples = prepared.Samples,
        });
    }

    public void CommandValidate(BehaviorContext<TrainingRun, ModelTrained> context)
    {
        context.Saga.Model = context.Message.Model;
        Command(context.Saga, Step.Validate, run => new ValidateModel
        {
            RunId = run.CorrelationId, Definition = run.Definition!, Model = run.Model!,
            HeldOut = run.Prepared!.HeldOut,
        });
    }

    /// <summary>Puts the figures beside the thresholds. A figure that could not be computed meets none.</summary>
    public void Measure(BehaviorContext<TrainingRun, ModelValidated> context)
    {
        var run = context.Saga;
        run.Metrics = context.Message.Metrics;
        run.Report = context.Message.Report;
        run.Gate = [.. run.Gate.Select(check => Gates.Hold(check, run.Metrics))];
    }

    public void CommandRegister(BehaviorContext<TrainingRun> context) =>
        Command(context.Saga, Step.Register, run => new RegisterModel
        {
            RunId = run.CorrelationId, Model = run.Pipeline, Artifact = run.Model!, Definition = run.Definition!,
            Snapshot = run.Snapshot!, Features = run.Prepared!.Features, Report = run.Report!, Metrics = run.Metrics,
            Gate = run.Gate, RequestedBy = run.RequestedBy, DeployTo = run.DeployTo,
        });

    public void Keep(BehaviorContext<TrainingRun, ModelRegistered> context) =>
        context.Saga.Registered = context.Message;

    public void CommandDeploy(BehaviorContext<TrainingRun> context) =>
        Command(context.Saga, Step.Deploy, run => new DeployModel
        {
            RunId = run.CorrelationId, DeploymentId = run.Registered!.DeploymentId!.Value,
            Change = run.Registered.Change!.Value, Model = run.Registered.Model, Version = run.Registered.Version,
            Alias = run.DeployTo!,
            Artifact = run.Registered.Artifact, Signature = run.Registered.Signature,
        });

    public void KeepEndpoint(BehaviorContext<TrainingRun, ModelDeployed> context) =>
        context.Saga.Endpoint = context.Message.Endpoint;

    public void CommandAnnounce(BehaviorContext<TrainingRun> context) =>
        Command(context.Saga, Step.Announce, run => new AnnounceSuccess
        {
            RunId = run.CorrelationId, Pipeline = run.Pipeline, Model = run.Registered!.Model,
            Version = run.Registered.Version,
            Alias = run.Endpoint is null ? null : run.DeployTo, Endpoint = run.Endpoint,
            Metrics = run.Metrics, Gate = run.Gate,
            Definition = run.Definition!, RequestedAt = run.RequestedAt,
        });

    public void Succeed(BehaviorContext<TrainingRun> context) => End(context.Saga);

    /// <summary>Monitoring stays away: the run says itself what Monitoring would have said.</summary>
    public void AnnounceMyself(BehaviorContext<TrainingRun> context)
    {
        var run = context.Saga;
        var endedAt = End(run);
        run.Journal.Send(new TrainingSucceeded
        {
            RunId = run.CorrelationId, Pipeline = run.Pipeline, Model = run.Registered!.Model,
            Version = run.Registered.Version,
            Alias = run.Endpoint is null ? null : run.DeployTo, Endpoint = run.Endpoint,
            Metrics = run.Metrics, Gate = run.Gate,
            Definition = run.Definition!, EndedAt = endedAt,
        });
    }

    public void RejectPipeline(BehaviorContext<TrainingRun, StartRun> context)
    {
        context.Saga.Step = Step.Accept;
        Fail(context.Saga, RunOutcome.Rejected, FailureReason.InvalidPipeline, Failures.Pipeline(context.Message),
            context.Message.Problems);
    }

    public void RejectData(BehaviorContext<TrainingRun, DataRejected> context) =>
        Fail(context.Saga, RunOutcome.Rejected, FailureReason.DataRejected, Failures.Data(context.Message),
            context.Message.Findings);

    public void RejectModel(BehaviorContext<TrainingRun> context)
    {
        context.Saga.Step = Step.Gate;
        Fail(context.Saga, RunOutcome.Rejected, FailureReason.MetricsBelowThreshold, Failures.Gate(context.Saga.Gate),
            []);
    }

    public void Fault(BehaviorContext<TrainingRun, StepFaulted> context) =>
        Fail(context.Saga, RunOutcome.Faulted, FailureReason.StepFaulted, Failures.Fault(context.Message), []);

    public void FaultByDeadline(BehaviorContext<TrainingRun> context)
    {
        var run = context.Saga;
        var message = Failures.Deadline(run.Step, deadlines.Of(run.Step), run.Journal, OwnerOf(run));
        run.Journal.Send(new StopWork { RunId = run.CorrelationId });
        Fail(run, RunOutcome.Faulted, FailureReason.DeadlineExceeded, message, []);
    }

    public void Cancel(BehaviorContext<TrainingRun, CancelRun> context)
    {
        var run = context.Saga;
        run.Journal.Send(new StopWork { RunId = run.CorrelationId });
        run.Failure = $"Cancelled by {context.Message.RequestedBy}.";
        run.Journal.Send(new TrainingCancelled
        {
            RunId = run.CorrelationId, Pipeline = run.Pipeline, Step = run.Step,
            CancelledBy = context.Message.RequestedBy,
            Reason = context.Message.Reason, Definition = run.Definition, EndedAt = End(run),
        });
    }

    public void Resend(BehaviorContext<TrainingRun> context) => context.Saga.Journal.Resend();

    private void Command(TrainingRun run, Step step, Func<TrainingRun, IRunCommand> command)
    {
        run.Step = step;
        run.Deadline = time.GetUtcNow() + deadlines.Of(step);
        run.Journal.Send(command(run));
    }

    private void Fail(
        TrainingRun run, RunOutcome outcome, FailureReason reason, string message, IReadOnlyList<Finding> findings)
    {
        run.Failure = message;
        run.Journal.Send(new TrainingFailed
        {
            RunId = run.CorrelationId, Pipeline = run.Pipeline, Outcome = outcome, Step = run.Step, Reason = reason,
            Message = message, Findings = findings,
            Gate = reason == FailureReason.MetricsBelowThreshold ? run.Gate : [],
            Owner = OwnerOf(run), Definition = run.Definition, EndedAt = End(run),
        });
    }

    private DateTimeOffset End(TrainingRun run)
    {
        run.Deadline = null;
        return (run.EndedAt = time.GetUtcNow()).Value;
    }

    private static string? OwnerOf(TrainingRun run) =>
        run.Participants.FirstOrDefault(part => part.Role == Roles.Of(run.Step))?.Team ?? run.Owner;
}
