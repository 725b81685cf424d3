using MassTransit;
using Trainyard.Contracts;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>The questions at which the story of a run branches.</summary>
internal static class RunConditions
{
    public static bool IsValid(BehaviorContext<TrainingRun, StartRun> context) => context.Message.Problems.Count == 0;

    public static bool MeetsTheGate(BehaviorContext<TrainingRun> context) =>
        context.Saga.Gate.All(check => check.IsMet);

    public static bool Deploys(BehaviorContext<TrainingRun> context) => context.Saga.DeployTo is not null;

    /// <summary>A run that deploys can't where its alias can't be moved.</summary>
    public static bool MayDeploy(BehaviorContext<TrainingRun> context) =>
        context.Saga is { DeployTo: null } or { MoveProblem: null, DeploymentId: not null };

    /// <summary>The run ended while its model was being registered.</summary>
    public static bool IsTooLate(BehaviorContext<TrainingRun> context) =>
        context.Saga is { Step: Step.Register, Version: null };

    public static bool IsItsDeployment(BehaviorContext<TrainingRun, ModelDeployed> context) =>
        context.Message.DeploymentId == context.Saga.DeploymentId;

    /// <summary>Serving answers with the version that the run registered and the alias points to it, or both are at
    /// a later change.</summary>
    public static bool IsAsPromised(BehaviorContext<TrainingRun, ModelDeployed> context)
    {
        var (run, said) = (context.Saga, context.Message);
        return IsSoOrLater(said.AnswersWithChange, said.AnswersWithVersion)
            && IsSoOrLater(said.PointsToChange, said.PointsToVersion);

        bool IsSoOrLater(long change, int version) =>
            change > run.Change || (change == run.Change && version == run.Version);
    }

    /// <summary>A worker may have begun with the step, or the deadline been given once more, since that was
    /// said.</summary>
    public static bool IsDue(BehaviorContext<TrainingRun, StepDeadlinePassed> context) =>
        (context.Message.Step, context.Message.Deadline) == (context.Saga.Step, context.Saga.Deadline);

    public static bool IsTheStep(BehaviorContext<TrainingRun, StepFaulted> context) =>
        context.Message.Step == context.Saga.Step;
}
