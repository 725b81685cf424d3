using MassTransit;
using Trainyard.Contracts;

namespace Trainyard.Registry.MoveAliases;

/// <summary>Points the alias to what Serving answers with.</summary>
internal sealed class MoveAliasConsumer(Aliases aliases) : IConsumer<ModelDeployed>
{
    public Task Consume(ConsumeContext<ModelDeployed> context)
    {
        var deployed = context.Message;
        var move = new AliasMove(deployed.Version, deployed.RunId, deployed.Work.StartedAt + deployed.Work.Elapsed);
        return aliases.Move(deployed.Model, deployed.Alias, move, context.CancellationToken);
    }
}

/// <summary>The queue is <c>move-alias</c>.</summary>
internal sealed class MoveAliasConsumerDefinition : ConsumerDefinition<MoveAliasConsumer>
{
    public MoveAliasConsumerDefinition() => EndpointName = "move-alias";
}
