using MassTransit;
using Trainyard.Api;
using Trainyard.Contracts;
using Trainyard.Sagas;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>
/// The story of a run. A command leads to a reply, a reply to the next command; bad data and a model below its gate are
/// answers and end the run as rejected; what breaks ends it as faulted; whoever asks may end it as cancelled.
/// </summary>
internal sealed class TrainingRunStateMachine : CorrelatedStateMachine<TrainingRun, IRunMessage>
{
    public TrainingRunStateMachine(Deadlines deadlines, Texts texts, TimeProvider time)
        : base(message => message.RunId)
    {
        var run = new RunActions(deadlines, time);
        var end = new RunEndings(deadlines, run, texts);

        InstanceState(saga => saga.State);
        // It may have overtaken the start of its run, and is tried again; if not, its sender was wrong.
        Event(() => CancelRun, cancel => cancel.CorrelateById(asked => asked.Message.RunId).OnMissingInstance(
            missing => missing.Execute(asked => throw new UnknownRunException(asked.Message.RunId, "cancel"))));

        Initially(
            When(StartRun)
                .Then(run.Begin)
                .IfElse(
                    RunConditions.IsValid,
                    valid => valid.Then(run.FetchData).TransitionTo(Fetching),
                    invalid => invalid.Then(end.RejectPipeline).TransitionTo(Rejected)),
            When(BeginDeadlinePassed).Then(end.FaultBeforeBegin).TransitionTo(Faulted));

        During(
            Fetching,
            When(DataFetched)
                .Then(reply => reply.Saga.Snapshot = reply.Message.Snapshot)
                .Then(run.CheckData).TransitionTo(Checking));

        During(
            Checking,
            When(DataAccepted).Then(run.PrepareData).TransitionTo(Preparing));

        During(
            Preparing,
            When(DataPrepared)
                .Then(reply => (reply.Saga.Training, reply.Saga.HeldOut, reply.Saga.Features, reply.Saga.Samples) = (
                    reply.Message.Training, reply.Message.HeldOut, reply.Message.Features, reply.Message.Samples))
                .Then(run.TrainModel).TransitionTo(Training));

        During(
            Training,
            When(ModelTrained)
                .Then(reply => reply.Saga.Model = reply.Message.Model)
                .Then(run.ValidateModel).TransitionTo(Validating));

        During(
            Validating,
            When(ModelValidated)
                .Then(reply => (reply.Saga.Metrics, reply.Saga.Report) = (reply.Message.Metrics, reply.Message.Report))
                .Then(run.Measure)
                .IfElse(
                    RunConditions.MeetsTheGate,
                    above => above.Then(run.RegisterModel).TransitionTo(Registering),
                    below => below.Then(end.RejectModel).TransitionTo(Rejected)));

        During(
            Registering,
            When(ModelRegistered)
                .Then(reply => (reply.Saga.Version, reply.Saga.Statement) = (
                    reply.Message.Version, reply.Message.Statement))
                .Then(reply => (reply.Saga.DeploymentId, reply.Saga.Change, reply.Saga.MoveStatement) = (
                    reply.Message.DeploymentId, reply.Message.Change, reply.Message.MoveStatement))
                .Then(reply => reply.Saga.MoveProblem = reply.Message.MoveProblem)
                .IfElse(
                    RunConditions.MayDeploy,
                    may => may.IfElse(
                        RunConditions.Deploys,
                        deploys => deploys.Then(run.DeployModel).TransitionTo(Deploying),
                        registersOnly => registersOnly.Then(run.AnnounceSuccess).TransitionTo(Announcing)),
                    mayNot => mayNot.Then(end.FaultByMove).TransitionTo(Faulted)),
            When(ModelRefused).Then(end.RejectByRegistry).TransitionTo(Rejected));

        During(
            Deploying,
            When(ModelDeployed, RunConditions.IsItsDeployment)
                // Where a later change of the alias was there first, the run has registered and deployed nothing.
                .Then(reply => reply.Saga.Endpoint = reply.Message.IsSuperseded ? null : reply.Message.Endpoint)
                .IfElse(
                    RunConditions.IsAsPromised,
                    served => served.Then(run.AnnounceSuccess).TransitionTo(Announcing),
                    other => other.Then(end.FaultByAnswer).TransitionTo(Faulted)));

        // The work is done and can't be undone: whatever happens to the announcement, the run succeeded, and says so
        // itself where Monitoring stays away.
        During(
            Announcing,
            When(TrainingSucceeded).Then(said => run.End(said.Saga)).TransitionTo(Succeeded),
            When(StepDeadlinePassed, RunConditions.IsDue).Then(SaySucceeded).TransitionTo(Succeeded),
            When(StepFaulted, RunConditions.IsTheStep).Then(SaySucceeded).TransitionTo(Succeeded));

        foreach (var (reading, step) in new[]
        {
            (Fetching, Step.Fetch), (Checking, Step.Check), (Preparing, Step.Prepare), (Training, Step.Train),
            (Validating, Step.Validate),
        })
        {
            During(
                reading,
                When(DataRejected, refused => refused.Message.Step == step)
                    .Then(refused => end.RejectData(refused.Saga, refused.Message.Findings)).TransitionTo(Rejected));
        }

        foreach (var working in new[] { Fetching, Checking, Preparing, Training, Validating, Registering, Deploying })
        {
            During(
                working,
                When(StepFaulted, RunConditions.IsTheStep).Then(end.Fault).TransitionTo(Faulted),
                When(StepDeadlinePassed, RunConditions.IsDue).Then(end.FaultByDeadline).TransitionTo(Faulted),
                When(CancelRun).Then(end.Cancel).TransitionTo(Cancelled));
        }

        // Registering is not stopped half-way: the run keeps the version that is there all the same.
        foreach (var over in new[] { Faulted, Cancelled })
        {
            During(
                over,
                When(ModelRegistered, RunConditions.IsTooLate)
                    .Then(reply => (reply.Saga.Version, reply.Saga.Statement) = (
                        reply.Message.Version, reply.Message.Statement)));
        }

        // A run that has ended said so once; the sweeper sends what is not known to be sent.
        foreach (var waiting in Waiting)
            During(GetState(waiting), When(ResumeRun).Then(run.Resend));
        IgnoreElsewhere();

        void SaySucceeded(BehaviorContext<TrainingRun> context) => context.Saga.Journal.Send(
            Contracts.TrainingSucceeded.Of(RunActions.Announcement(context.Saga), run.End(context.Saga)));
    }

    /// <summary>The states in which a run waits for a reply.</summary>
    public static IReadOnlyList<string> Waiting { get; } =
    [
        nameof(Fetching), nameof(Checking), nameof(Preparing), nameof(Training), nameof(Validating),
        nameof(Registering), nameof(Deploying), nameof(Announcing),
    ];

    /// <summary>The names of all states, in the order of a run.</summary>
    public static IReadOnlyList<string> StateNames { get; } =
        [.. Waiting, nameof(Succeeded), nameof(Rejected), nameof(Faulted), nameof(Cancelled)];

    public State Fetching { get; private set; } = null!;
    public State Checking { get; private set; } = null!;
    public State Preparing { get; private set; } = null!;
    public State Training { get; private set; } = null!;
    public State Validating { get; private set; } = null!;
    public State Registering { get; private set; } = null!;
    public State Deploying { get; private set; } = null!;
    public State Announcing { get; private set; } = null!;
    public State Succeeded { get; private set; } = null!;
    public State Rejected { get; private set; } = null!;
    public State Faulted { get; private set; } = null!;
    public State Cancelled { get; private set; } = null!;

    public Event<StartRun> StartRun { get; private set; } = null!;
    public Event<BeginDeadlinePassed> BeginDeadlinePassed { get; private set; } = null!;
    public Event<DataFetched> DataFetched { get; private set; } = null!;
    public Event<DataAccepted> DataAccepted { get; private set; } = null!;
    public Event<DataRejected> DataRejected { get; private set; } = null!;
    public Event<DataPrepared> DataPrepared { get; private set; } = null!;
    public Event<ModelTrained> ModelTrained { get; private set; } = null!;
    public Event<ModelValidated> ModelValidated { get; private set; } = null!;
    public Event<ModelRegistered> ModelRegistered { get; private set; } = null!;
    public Event<ModelRefused> ModelRefused { get; private set; } = null!;
    public Event<ModelDeployed> ModelDeployed { get; private set; } = null!;
    public Event<TrainingSucceeded> TrainingSucceeded { get; private set; } = null!;
    public Event<AttemptFailed> AttemptFailed { get; private set; } = null!;
    public Event<StepFaulted> StepFaulted { get; private set; } = null!;
    public Event<StepDeadlinePassed> StepDeadlinePassed { get; private set; } = null!;
    public Event<CancelRun> CancelRun { get; private set; } = null!;
    public Event<ResumeRun> ResumeRun { get; private set; } = null!;
}
