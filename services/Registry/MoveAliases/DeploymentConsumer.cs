using MassTransit;
using Microsoft.Extensions.Logging;
using Trainyard.Contracts;

namespace Trainyard.Registry.MoveAliases;

/// <summary>Writes down what became of deployments: served, given up by Serving, or never asked for by their
/// run.</summary>
internal sealed class DeploymentConsumer(Aliases aliases, ILogger<DeploymentConsumer> logger) :
    IConsumer<ModelServed>, IConsumer<StepFaulted>, IConsumer<JobFaulted>, IConsumer<TrainingFailed>,
    IConsumer<TrainingCancelled>
{
    public async Task Consume(ConsumeContext<ModelServed> context)
    {
        if (await SaidByServing.Settle(aliases, context.Message, context.CancellationToken) is not { } deployed)
        {
            logger.LogError(
                "Serving says that it answers with deployment {DeploymentId}, which is not what Registry decided",
                context.Message.DeploymentId);
            return;
        }

        await context.Publish(deployed, publish =>
        {
            // The same for each delivery of what Serving says.
            publish.MessageId = SaidByServing.IdOf(context.MessageId);
            publish.Mandatory = deployed.RunId is not null;
        }, context.CancellationToken);
    }

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
}

/// <summary>The queue is <c>follow-deployments</c>.</summary>
internal sealed class DeploymentConsumerDefinition : ConsumerDefinition<DeploymentConsumer>
{
    public DeploymentConsumerDefinition() => EndpointName = "follow-deployments";
}
