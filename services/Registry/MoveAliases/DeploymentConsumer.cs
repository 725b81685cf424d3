using MassTransit;
using Trainyard.Contracts;

namespace Trainyard.Registry.MoveAliases;

/// <summary>Writes down what became of deployments: served, given up by Serving, or never asked for by their
/// run.</summary>
internal sealed class DeploymentConsumer(Aliases aliases) :
    IConsumer<ModelDeployed>, IConsumer<StepFaulted>, IConsumer<JobFaulted>, IConsumer<TrainingFailed>,
    IConsumer<TrainingCancelled>
{
    public Task Consume(ConsumeContext<ModelDeployed> context) =>
        Settle(aliases, context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<StepFaulted> context) => context.Message.Step == Step.Deploy
        ? aliases.FailOfRun(context.Message.RunId, context.Message.Reason, context.CancellationToken)
        : Task.CompletedTask;

    public Task Consume(ConsumeContext<JobFaulted> context) =>
        context.Message.Kind == nameof(DeployModel) && Guid.TryParse(context.Message.Key, out var deployment)
            ? aliases.Fail(deployment, context.Message.Reason, context.CancellationToken)
            : Task.CompletedTask;

    public Task Consume(ConsumeContext<TrainingFailed> context) =>
        aliases.FailOfRun(context.Message.RunId, context.Message.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<TrainingCancelled> context) =>
        aliases.FailOfRun(context.Message.RunId, "The run was cancelled.", context.CancellationToken);

    internal static Task Settle(Aliases aliases, ModelDeployed deployed, CancellationToken cancellation) =>
        aliases.Settle(
            deployed.DeploymentId,
            deployed.IsSuperseded ? null : deployed.Work.StartedAt + deployed.Work.Elapsed,
            cancellation);
}

/// <summary>The queue is <c>follow-deployments</c>.</summary>
internal sealed class DeploymentConsumerDefinition : ConsumerDefinition<DeploymentConsumer>
{
    public DeploymentConsumerDefinition() => EndpointName = "follow-deployments";
}
