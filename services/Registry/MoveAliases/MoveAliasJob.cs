using Trainyard.Contracts;
using Trainyard.Jobs;

namespace Trainyard.Registry.MoveAliases;

/// <summary>Decides a move that a message asks for; Serving is told by <see cref="MoveSender"/>.</summary>
internal sealed class MoveAliasJob(AliasMover mover, Aliases aliases, MoveSender sender)
    : IJob<MoveAlias>, IJobWithEffect<MoveAlias>
{
    public async Task<IMessage> Run(MoveAlias command, JobContext job, CancellationToken cancellation)
    {
        var decision = await mover.Decide(command, cancellation);
        if (decision.Move is not { } move)
            throw new StepFaultException(decision.Problem!);
        await sender.TrySend(move, cancellation);
        return Reply(move, job);
    }

    /// <summary>A move that is stored is decided and will be sent, whatever became of the attempt that stored
    /// it.</summary>
    public async Task<IMessage?> Effect(MoveAlias command, JobContext job, CancellationToken cancellation) =>
        await aliases.Find(command.MoveId, cancellation) is { } move
        && (move.Model, move.Alias, move.Version) == (command.Model, command.Alias, command.Version)
            ? Reply(move, job)
            : null;

    private static AliasMoveDecided Reply(AliasMove move, JobContext job) => new()
    {
        MoveId = move.DeploymentId,
        Work = job.Work,
        Model = move.Model,
        Alias = move.Alias,
        Version = move.Version,
        Change = move.Change,
    };
}
