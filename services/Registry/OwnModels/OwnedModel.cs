using Trainyard.Contracts;
using Trainyard.Models.Provenance;
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

    /// <summary>What was signed about all of it; null where it was written before it was signed.</summary>
    public string? Statement { get; init; }

    public static DocumentCollection<OwnedModel> Collection { get; } = new()
    {
        Name = "owned_models",
        Id = owned => owned.Model,
        Indexes = [],
    };

    /// <summary>What there is to state about it.</summary>
    public ModelTerms Terms() => new()
    {
        Model = Model,
        Owner = Owner,
        Gates = Gates.ToDictionary(
            gate => gate.Key,
            gate => (IReadOnlyList<StatedTerm>)
                [.. gate.Value.Select(check => new StatedTerm(check.Metric, check.Comparison, check.Threshold))],
            StringComparer.Ordinal),
        ChangedBy = ChangedBy,
        Reason = Reason,
        ChangedOn = ChangedAt.UtcDateTime,
    };

    /// <summary>Why it is not what was signed, as the end of a sentence and more; null where it is.</summary>
    public string? Problem(TrustedKeys keys)
    {
        if (Statement is null)
            return "was written before that was signed, or not by Registry.";
        try
        {
            var differences = string.Join(' ', ModelTerms.Open(Statement, keys).DifferencesFrom(Terms()));
            return differences.Length == 0 ? null : $"is not what was signed. {differences}";
        }
        catch (StatementException problem)
        {
            return $"is not signed as it should be. {problem.Message}";
        }
    }

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
