using Trainyard.Contracts;
using Trainyard.Jobs;

namespace Trainyard.Registry.MoveAliases;

/// <summary>Decides a move that a message asks for; Serving is told by <see cref="MoveSender"/>.</summary>
internal sealed class MoveAliasJob(AliasMover mover, MoveSender sender) : IJob<MoveAlias>
{
    public async Task<IMessage> Run(MoveAlias command, JobContext job, CancellationToken cancellation)
    {
        var decision = await mover.Decide(command, cancellation);
        if (decision.Move is not { } move)
            throw new StepFaultException(decision.Problem!);
        await sender.TrySend(move, cancellation);
        return new AliasMoveDecided
        {
            MoveId = move.DeploymentId,
            Work = job.Work,
            Model = move.Model,
            Alias = move.Alias,
            Version = move.Version,
            Change = move.Change,
        };
    }
}
