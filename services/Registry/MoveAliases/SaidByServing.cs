using Trainyard.Contracts;
using Trainyard.Hosting.Bus;

namespace Trainyard.Registry.MoveAliases;

/// <summary>What Serving says of a deployment, held against what Registry decided.</summary>
internal static class SaidByServing
{
    /// <summary>Writes down what Serving says, and gives what is true of the alias now; null where it speaks of a
    /// deployment that Registry did not decide so.</summary>
    public static async Task<ModelDeployed?> Settle(
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

    /// <summary>The id of what Registry makes of it.</summary>
    public static Guid IdOf(Guid? said) => MessageId.About("deployed", $"{said}");
}
