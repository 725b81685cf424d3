using Trainyard.Persistence.Documents;

namespace Trainyard.Registry.MoveAliases;

/// <summary>A name that points to one version of a model at a time: the one that is served.</summary>
internal sealed record ModelAlias
{
    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The alias.</summary>
    public required string Alias { get; init; }

    /// <summary>The version it points to.</summary>
    public required int Version { get; init; }

    /// <summary>The change that pointed it there.</summary>
    public required long Change { get; init; }

    /// <summary>Since when, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    public static DocumentCollection<ModelAlias> Collection { get; } = new()
    {
        Name = "aliases",
        Id = alias => IdOf(alias.Model, alias.Alias),
        Indexes = [new("model", alias => alias.Model)],
    };

    public static string IdOf(string model, string alias) => $"{model}/{alias}";

    public static ModelAlias Of(AliasMove served) => new()
    {
        Model = served.Model,
        Alias = served.Alias,
        Version = served.Version,
        Change = served.Change,
        Since = served.ServedAt!.Value,
    };
}
