using Trainyard.Persistence.Documents;

namespace Trainyard.Registry.MoveAliases;

/// <summary>A name that points to one version of a model at a time, with all it ever pointed to.</summary>
internal sealed record ModelAlias
{
    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The alias.</summary>
    public required string Alias { get; init; }

    /// <summary>The version it points to.</summary>
    public required int Version { get; init; }

    /// <summary>Where it pointed and since when, oldest first; the last is where it points now.</summary>
    public required IReadOnlyList<AliasMove> History { get; init; }

    public static DocumentCollection<ModelAlias> Collection { get; } = new()
    {
        Name = "aliases",
        Id = alias => IdOf(alias.Model, alias.Alias),
        Indexes = [new("model", alias => alias.Model), new("version", alias => alias.Version)],
    };

    public static string IdOf(string model, string alias) => $"{model}/{alias}";

    public static ModelAlias First(string model, string alias, AliasMove move) =>
        new() { Model = model, Alias = alias, Version = move.Version, History = [move] };

    /// <summary>
    /// The alias after a version was deployed under it, or null when that changes nothing. Versions of a model are
    /// counted up as they are registered, so one that is not above all that the alias has had is a repeat, or late.
    /// </summary>
    public ModelAlias? MovedTo(AliasMove move) =>
        History.Any(earlier => earlier.Version >= move.Version)
            ? null
            : this with { Version = move.Version, History = [.. History, move] };
}

/// <summary>An alias began to point to a version.</summary>
/// <param name="Version">The version.</param>
/// <param name="RunId">The run that deployed it.</param>
/// <param name="At">When Serving had loaded it, UTC.</param>
internal sealed record AliasMove(int Version, Guid RunId, DateTimeOffset At);
