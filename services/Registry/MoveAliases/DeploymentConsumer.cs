using System.Security.Cryptography;
using System.Text;
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
        if (await Settle(aliases, context.Message, context.CancellationToken) is not { } deployed)
        {
            logger.LogError(
                "Serving says that it answers with deployment {DeploymentId}, which is not what Registry decided",
                context.Message.DeploymentId);
            return;
        }

        await context.Publish(deployed, publish =>
        {
            // The same for each delivery of what Serving says.
            publish.MessageId = IdOf(context.MessageId);
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

    /// <summary>Writes down what Serving says, and gives what is true of the alias now; null where it speaks of a
    /// deployment that Registry did not decide so.</summary>
    internal static async Task<ModelDeployed?> Settle(
        Aliases aliases, ModelServed said, CancellationToken cancellation)
    {
        if (await aliases.Find(said.DeploymentId, cancellation) is not { } move
            || (move.Model, move.Alias, move.Version, move.Change)
                != (said.Model, said.Alias, said.Version, said.Change))
            return null;
        var at = said.Work.StartedAt + said.Work.Elapsed;
        await aliases.Settle(said.DeploymentId, said.IsSuperseded ? null : at, cancellation);
        // A later change is served: that is known now, before Serving's word about it has come.
        if (said.IsSuperseded && await aliases.Find(move.Model, move.Alias, said.AnswersWithChange, cancellation) is
            { } later && later.Change > move.Change && later.Version == said.AnswersWithVersion)
            await aliases.Settle(later.DeploymentId, at, cancellation);
        var alias = await aliases.Read(move.Model, move.Alias, cancellation);
        return ModelDeployed.Of(said, alias?.Change ?? 0, alias?.Version ?? 0);
    }

    private static Guid IdOf(Guid? said) => new(
        SHA256.HashData(Encoding.UTF8.GetBytes($"deployed\n{said}")).AsSpan(0, 16));
}

/// <summary>The queue is <c>follow-deployments</c>.</summary>
internal sealed class DeploymentConsumerDefinition : ConsumerDefinition<DeploymentConsumer>
{
    public DeploymentConsumerDefinition() => EndpointName = "follow-deployments";
}
