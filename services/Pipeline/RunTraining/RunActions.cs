using MassTransit;
using Trainyard.Contracts;
using Trainyard.Persistence;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>What a run does on its way: it sends the next command, and in the end says how it ended.</summary>
internal sealed class RunActions(Deadlines deadlines, TimeProvider time)
{
    private readonly SteadyTime _steady = SteadyTime.Of(time);

    public void Begin(BehaviorContext<TrainingRun, StartRun> context)
    {
        var (run, start) = (context.Saga, context.Message);
        run.Pipeline = start.Pipeline;
        run.Owner = start.Owner;
        run.RequestedBy = start.RequestedBy;
        run.Trigger = start.Trigger;
        run.RequestedAt = start.RequestedAt;
        run.Definition = start.Definition;
        run.Alerts = start.Alerts;
        run.AreAlertsLeftOut = start.AreAlertsLeftOut;
        run.SourceFolder = start.SourceFolder;
        run.DeployTo = start.DeployTo;
        run.Seed = start.Seed;
        run.Participants = start.Participants;
        run.StepNames = start.StepNames;
        run.Gate = start.Gate;
        run.IsGateOverridden = start.IsGateOverridden;
    }

    public void FetchData(BehaviorContext<TrainingRun> context) => Send(context, run => new FetchData
    {
        RunId = run.CorrelationId, Pipeline = run.Pipeline, Definition = run.Definition!,
        SourceFolder = run.SourceFolder,
    });

    public void CheckData(BehaviorContext<TrainingRun> context) => Send(context, run => new CheckData
    {
        RunId = run.CorrelationId, Pipeline = run.Pipeline, Definition = run.Definition!, Snapshot = run.Snapshot!,
    });

    public void PrepareData(BehaviorContext<TrainingRun> context) => Send(context, run => new PrepareData
    {
        RunId = run.CorrelationId, Pipeline = run.Pipeline, Definition = run.Definition!, Snapshot = run.Snapshot!,
        Seed = run.Seed,
    });

    public void TrainModel(BehaviorContext<TrainingRun> context) => Send(context, run => new TrainModel
    {
        RunId = run.CorrelationId, Pipeline = run.Pipeline, Definition = run.Definition!, Seed = run.Seed,
        Training = run.Training!, Features = run.Features!, Samples = run.Samples!,
    });

    public void ValidateModel(BehaviorContext<TrainingRun> context) => Send(context, run => new ValidateModel
    {
        RunId = run.CorrelationId, Pipeline = run.Pipeline, Definition = run.Definition!, Model = run.Model!,
        HeldOut = run.HeldOut!,
    });

    /// <summary>Puts the figures beside the thresholds. A figure that could not be computed meets none.</summary>
    public void Measure(BehaviorContext<TrainingRun> context) =>
        context.Saga.Gate = [.. context.Saga.Gate.Select(check => Gates.Hold(check, context.Saga.Metrics))];

    public void RegisterModel(BehaviorContext<TrainingRun> context) => Send(context, run => new RegisterModel
    {
        RunId = run.CorrelationId, Model = run.Pipeline, Artifact = run.Model!, Definition = run.Definition!,
        Snapshot = run.Snapshot!, Features = run.Features!, Report = run.Report!, Metrics = run.Metrics,
        Gate = run.Gate, IsGateOverridden = run.IsGateOverridden, Owner = run.Owner, RequestedBy = run.RequestedBy,
        RequestedAt = run.RequestedAt, Trigger = run.Trigger, DeployTo = run.DeployTo,
    });

    public void DeployModel(BehaviorContext<TrainingRun> context) => Send(context, run => new DeployModel
    {
        RunId = run.CorrelationId, DeploymentId = run.DeploymentId!.Value, Change = run.Change!.Value,
        Model = run.Pipeline, Version = run.Version!.Value, Alias = run.DeployTo!,
        Artifact = run.Model!, Statement = run.Statement!, MoveStatement = run.MoveStatement ?? "",
        Definition = run.Definition,
    });

    public void AnnounceSuccess(BehaviorContext<TrainingRun> context) => Send(context, Announcement);

    /// <summary>What there is to announce, whoever does it.</summary>
    public static AnnounceSuccess Announcement(TrainingRun run) => new()
    {
        RunId = run.CorrelationId, Pipeline = run.Pipeline, Model = run.Pipeline, Version = run.Version!.Value,
        Alias = run.Endpoint is null ? null : run.DeployTo, Endpoint = run.Endpoint,
        Metrics = run.Metrics, Gate = run.Gate, Definition = run.Definition!, RequestedBy = run.RequestedBy,
        Trigger = run.Trigger, RequestedAt = run.RequestedAt,
    };

    public void Resend(BehaviorContext<TrainingRun> context) => context.Saga.Journal.Resend();

    /// <summary>The run has ended, as somebody said, or says now.</summary>
    public DateTimeOffset End(TrainingRun run)
    {
        run.Deadline = null;
        return (run.EndedAt = time.GetUtcNow()).Value;
    }

    public void Send(BehaviorContext<TrainingRun> context, Func<TrainingRun, IRunCommand> create)
    {
        var run = context.Saga;
        var command = create(run);
        run.Step = Sequence.OfCommand(command.GetType())!.Step;
        run.IsStepBegun = Sequence.Of(run.Step).CountsFromCommand;
        run.Deadline = _steady.Now + deadlines.Of(run);
        run.Journal.Send(command);
    }
}
