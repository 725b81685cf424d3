using Microsoft.Extensions.Logging;
using Trainyard.Persistence.Documents;

namespace Trainyard.Registry.MoveAliases;

/// <summary>Moves aliases, one at a time however many messages ask.</summary>
internal sealed class Aliases(IDocuments<ModelAlias> aliases, ILogger<Aliases> logger)
{
    public async Task Move(string model, string alias, AliasMove move, CancellationToken cancellation)
    {
        while (!await TryMove(model, alias, move, cancellation))
            cancellation.ThrowIfCancellationRequested();
    }

    private async Task<bool> TryMove(string model, string alias, AliasMove move, CancellationToken cancellation)
    {
        var stored = await aliases.Find(ModelAlias.IdOf(model, alias), cancellation);
        if (stored is null)
        {
            var first = new ModelAlias { Model = model, Alias = alias, Version = move.Version, History = [move] };
            return await aliases.TryInsert(first, cancellation);
        }

        if (stored.Document.MovedTo(move) is not { } moved) return true;
        if (!await aliases.TryReplace(moved, stored.Version, cancellation)) return false;
        logger.LogInformation("{Model} {Alias} is version {Version} now", model, alias, move.Version);
        return true;
    }
}
