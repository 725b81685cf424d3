using MassTransit;
using Trainyard.Api;
using Trainyard.Contracts;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>The ways in which a run ends badly, or is ended.</summary>
internal sealed class RunEndings(Deadlines deadlines, RunActions actions, Texts texts)
{
    /// <summary>Nothing is known of the run but what was asked for.</summary>
    public void FaultBeforeBegin(BehaviorContext<TrainingRun, BeginDeadlinePassed> context)
    {
        var (run, passed) = (context.Saga, context.Message);
        run.Pipeline = passed.Pipeline;
        run.Owner = passed.Owner;
        run.Definition = passed.Definition;
        run.Alerts = passed.Alerts;
        run.AreAlertsLeftOut = passed.AreAlertsLeftOut;
        run.Participants = passed.Participants;
        run.StepNames = passed.StepNames;
        run.RequestedBy = passed.RequestedBy;
        run.Trigger = passed.Trigger;
        run.RequestedAt = passed.RequestedAt;
        run.Step = Step.Accept;
        Fail(run, RunOutcome.Faulted, FailureReason.DeadlineExceeded,
            Failures.NotBegun(deadlines.Begin, passed.Reason, run.Cast.OwnerOf(run.Step)), []);
    }

    public void RejectPipeline(BehaviorContext<TrainingRun, StartRun> context)
    {
        context.Saga.Step = Step.Accept;
        Fail(context.Saga, RunOutcome.Rejected, FailureReason.InvalidPipeline, Failures.Pipeline(context.Message),
            context.Message.Problems);
    }

    public void RejectData(TrainingRun run, IReadOnlyList<Finding> findings) =>
        Fail(run, RunOutcome.Rejected, FailureReason.DataRejected, Failures.Refusal(findings), findings);

    /// <summary>Registry keeps what others are served from a model that is none of theirs.</summary>
    public void RejectByRegistry(BehaviorContext<TrainingRun, ModelRefused> context) =>
        Fail(context.Saga, RunOutcome.Rejected, FailureReason.ModelRefused, Failures.Refusal(context.Message.Findings),
            context.Message.Findings);

    public void RejectModel(BehaviorContext<TrainingRun> context)
    {
        context.Saga.Step = Step.Gate;
        Fail(context.Saga, RunOutcome.Rejected, FailureReason.MetricsBelowThreshold, Failures.Gate(context.Saga.Gate),
            []);
    }

    public void Fault(BehaviorContext<TrainingRun, StepFaulted> context) =>
        Fail(context.Saga, RunOutcome.Faulted, FailureReason.StepFaulted,
            Failures.Fault(context.Message, context.Saga.Cast), []);

    /// <summary>The version was registered, and its alias can't be moved.</summary>
    public void FaultByMove(BehaviorContext<TrainingRun> context) =>
        Fail(context.Saga, RunOutcome.Faulted, FailureReason.StepFaulted, Failures.Move(context.Saga), []);

    /// <summary>The version was registered, and what answers is neither it nor a later change of the alias.</summary>
    public void FaultByAnswer(BehaviorContext<TrainingRun, ModelDeployed> context) =>
        Fail(context.Saga, RunOutcome.Faulted, FailureReason.StepFaulted,
            Failures.Answer(context.Saga, context.Message), []);

    public void FaultByDeadline(BehaviorContext<TrainingRun> context)
    {
        var run = context.Saga;
        var message = Failures.Deadline(run, deadlines.Of(run));
        run.Journal.Send(new StopWork { RunId = run.CorrelationId });
        Fail(run, RunOutcome.Faulted, FailureReason.DeadlineExceeded, message, []);
    }

    public void Cancel(BehaviorContext<TrainingRun, CancelRun> context)
    {
        var run = context.Saga;
        run.Journal.Send(new StopWork { RunId = run.CorrelationId });
        var by = texts.Kept(context.Message.RequestedBy) ?? "anonymous";
        run.Failure = $"Cancelled by {by}.";
        run.Journal.Send(new TrainingCancelled
        {
            RunId = run.CorrelationId, Pipeline = run.Pipeline, Step = run.Step,
            CancelledBy = by, Reason = texts.Kept(context.Message.Reason),
            Definition = run.Definition, Alerts = run.Alerts, AreAlertsLeftOut = run.AreAlertsLeftOut,
            RequestedBy = run.RequestedBy, Trigger = run.Trigger,
            EndedAt = actions.End(run),
        });
    }

    private void Fail(
        TrainingRun run, RunOutcome outcome, FailureReason reason, string message, IReadOnlyList<Finding> findings)
    {
        // Whoever refused may be another's service, which keeps to no bound.
        message = ShortText.Of(message, FindingList.LongestSentence);
        run.Failure = message;
        run.Journal.Send(new TrainingFailed
        {
            RunId = run.CorrelationId, Pipeline = run.Pipeline, Outcome = outcome, Step = run.Step, Reason = reason,
            Message = message, Findings = FindingList.Bounded(findings),
            Gate = reason == FailureReason.MetricsBelowThreshold ? run.Gate : [],
            Metrics = run.Metrics, Owner = run.Cast.OwnerOf(run.Step), StepName = run.Cast.NameOf(run.Step),
            Participant = run.Cast.WorkerOf(run.Step).Name, Definition = run.Definition,
            Alerts = run.Alerts, AreAlertsLeftOut = run.AreAlertsLeftOut,
            RequestedBy = run.RequestedBy, Trigger = run.Trigger, EndedAt = actions.End(run),
        });
    }
}
