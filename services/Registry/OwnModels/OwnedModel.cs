using Trainyard.Contracts;
using Trainyard.Persistence.Documents;

namespace Trainyard.Registry.OwnModels;

/// <summary>Whose a model is, and what its aliases ask of the versions they point to.</summary>
internal sealed record OwnedModel
{
    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The team that owns it, as its pipeline file named it; null where it named none: then it is
    /// nobody's, and any pipeline of that name registers versions.</summary>
    public string? Owner { get; init; }

    /// <summary>What each alias asks for, by its name; nothing is observed in them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<GateCheck>> Gates { get; init; } =
        new Dictionary<string, IReadOnlyList<GateCheck>>();

    /// <summary>Who changed it last.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    public static DocumentCollection<OwnedModel> Collection { get; } = new()
    {
        Name = "owned_models",
        Id = owned => owned.Model,
        Indexes = [],
    };

    /// <summary>The same with another gate at an alias.</summary>
    public OwnedModel With(string alias, IReadOnlyList<GateCheck> gate) => this with
    {
        Gates = new SortedDictionary<string, IReadOnlyList<GateCheck>>(
            Gates.ToDictionary(one => one.Key, one => one.Value), StringComparer.Ordinal)
        {
            [alias] = [.. gate.Select(check => check with { Observed = null, IsMet = false })],
        },
    };
}
