using Microsoft.Extensions.Logging;
using Trainyard.Persistence.Documents;

namespace Trainyard.Registry.MoveAliases;

/// <summary>Moves aliases, one at a time however many messages ask.</summary>
internal sealed class Aliases(IDocuments<ModelAlias> aliases, ILogger<Aliases> logger)
{
    public async Task Move(string model, string alias, AliasMove move, CancellationToken cancellation)
    {
        var moved = await aliases.Change(
            ModelAlias.IdOf(model, alias),
            present => present is null ? ModelAlias.First(model, alias, move) : present.MovedTo(move),
            cancellation);
        logger.LogInformation("{Model} {Alias} is version {Version}", model, alias, moved!.Document.Version);
    }
}
