using MassTransit;
using Trainyard.Contracts;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>
/// The story of a run. A command leads to a fact, a fact to the next command; bad data and a model below its gate are
/// replies and end the run as rejected; what breaks ends it as faulted; whoever asks may end it as cancelled.
/// </summary>
internal sealed class TrainingRunStateMachine : MassTransitStateMachine<TrainingRun>
{
    public TrainingRunStateMachine(Deadlines deadlines, TimeProvider time)
    {
        var run = new RunActions(deadlines, time);

        InstanceState(saga => saga.State);
        Correlate();

        Initially(
            When(Started)
                .Then(run.Begin)
                .IfElse(
                    RunConditions.IsValid,
                    valid => valid.Then(run.CommandFetch).TransitionTo(Fetching),
                    invalid => invalid.Then(run.RejectPipeline).TransitionTo(Rejected)),
            When(NotBegun).Then(run.FaultBeforeBegin).TransitionTo(Faulted));

        During(
            Fetching,
            When(Fetched).Then(run.CommandCheck).TransitionTo(Checking),
            When(DataRefused, RunConditions.IsAbout(Step.Fetch)).Then(run.RejectData).TransitionTo(Rejected));

        During(
            Checking,
            When(Accepted).Then(run.CommandPrepare).TransitionTo(Preparing),
            When(DataRefused, RunConditions.IsAbout(Step.Check)).Then(run.RejectData).TransitionTo(Rejected));

        During(
            Preparing,
            When(Prepared).Then(run.CommandTrain).TransitionTo(Training),
            When(DataRefused, RunConditions.IsAbout(Step.Prepare)).Then(run.RejectData).TransitionTo(Rejected));

        During(
            Training,
            When(Trained).Then(run.CommandValidate).TransitionTo(Validating));

        During(
            Validating,
            When(Validated)
                .Then(run.Measure)
                .IfElse(
                    RunConditions.MeetsTheGate,
                    above => above.Then(run.CommandRegister).TransitionTo(Registering),
                    below => below.Then(run.RejectModel).TransitionTo(Rejected)));

        During(
            Registering,
            When(Registered)
                .Then(run.Keep)
                .IfElse(
                    RunConditions.Deploys,
                    deploys => deploys.Then(run.CommandDeploy).TransitionTo(Deploying),
                    registersOnly => registersOnly.Then(run.CommandAnnounce).TransitionTo(Announcing)));

        During(
            Deploying,
            When(Deployed).Then(run.KeepEndpoint).Then(run.CommandAnnounce).TransitionTo(Announcing));

        // The work is done and can't be undone: whatever happens to the announcement, the run succeeded.
        During(
            Announcing,
            When(Announced).Then(run.Succeed).TransitionTo(Succeeded),
            When(DeadlinePassed, RunConditions.IsDue).Then(run.AnnounceMyself).TransitionTo(Succeeded),
            When(StepBroke, RunConditions.IsTheStep).Then(run.AnnounceMyself).TransitionTo(Succeeded));

        foreach (var working in new[] { Fetching, Checking, Preparing, Training, Validating, Registering, Deploying })
        {
            During(
                working,
                When(StepBroke, RunConditions.IsTheStep).Then(run.Fault).TransitionTo(Faulted),
                When(DeadlinePassed, RunConditions.IsDue).Then(run.FaultByDeadline).TransitionTo(Faulted),
                When(CancelAsked).Then(run.Cancel).TransitionTo(Cancelled));
        }

        DuringAny(When(Resumed).Then(run.Resend));

        // A fact is news in one state only. Before and after it is a repeat, or late: written down, and nothing else.
        DuringAny(
            Ignore(Started),
            Ignore(NotBegun),
            Ignore(Fetched),
            Ignore(Accepted),
            Ignore(DataRefused),
            Ignore(Prepared),
            Ignore(Trained),
            Ignore(Validated),
            Ignore(Registered),
            Ignore(Deployed),
            Ignore(Announced),
            Ignore(AttemptBroke),
            Ignore(StepBroke),
            Ignore(DeadlinePassed),
            Ignore(CancelAsked));
    }

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

    public Event<StartRun> Started { get; private set; } = null!;
    public Event<BeginDeadlinePassed> NotBegun { get; private set; } = null!;
    public Event<DataFetched> Fetched { get; private set; } = null!;
    public Event<DataAccepted> Accepted { get; private set; } = null!;
    public Event<DataRejected> DataRefused { get; private set; } = null!;
    public Event<DataPrepared> Prepared { get; private set; } = null!;
    public Event<ModelTrained> Trained { get; private set; } = null!;
    public Event<ModelValidated> Validated { get; private set; } = null!;
    public Event<ModelRegistered> Registered { get; private set; } = null!;
    public Event<ModelDeployed> Deployed { get; private set; } = null!;
    public Event<TrainingSucceeded> Announced { get; private set; } = null!;
    public Event<AttemptFailed> AttemptBroke { get; private set; } = null!;
    public Event<StepFaulted> StepBroke { get; private set; } = null!;
    public Event<StepDeadlinePassed> DeadlinePassed { get; private set; } = null!;
    public Event<CancelRun> CancelAsked { get; private set; } = null!;
    public Event<ResumeRun> Resumed { get; private set; } = null!;

    private void Correlate()
    {
        Event(() => Started, e => e.CorrelateById(m => m.Message.RunId));
        Event(() => NotBegun, e => e.CorrelateById(m => m.Message.RunId));
        Event(() => Fetched, e => e.CorrelateById(m => m.Message.RunId));
        Event(() => Accepted, e => e.CorrelateById(m => m.Message.RunId));
        Event(() => DataRefused, e => e.CorrelateById(m => m.Message.RunId));
        Event(() => Prepared, e => e.CorrelateById(m => m.Message.RunId));
        Event(() => Trained, e => e.CorrelateById(m => m.Message.RunId));
        Event(() => Validated, e => e.CorrelateById(m => m.Message.RunId));
        Event(() => Registered, e => e.CorrelateById(m => m.Message.RunId));
        // A deployment outside of a run is no news of any.
        Event(() => Deployed, e => e.CorrelateById(m => m.Message.RunId ?? Guid.Empty));
        Event(() => Announced, e => e.CorrelateById(m => m.Message.RunId));
        Event(() => AttemptBroke, e => e.CorrelateById(m => m.Message.RunId));
        Event(() => StepBroke, e => e.CorrelateById(m => m.Message.RunId));
        Event(() => DeadlinePassed, e => e.CorrelateById(m => m.Message.RunId));
        Event(() => CancelAsked, e =>
        {
            e.CorrelateById(m => m.Message.RunId);
            // It may have overtaken the start of its run, and is tried again; if not, its sender was wrong.
            e.OnMissingInstance(missing => missing.Execute(
                asked => throw new UnknownRunException(asked.Message.RunId, "cancel")));
        });
        Event(() => Resumed, e => e.CorrelateById(m => m.Message.RunId));
    }
}
