using System.Globalization;

namespace Trainyard.Models.Provenance;

/// <summary>What is signed about the owner of a model and what its aliases ask for: the content of a DSSE envelope of a
/// type of our own, since it is about no artifact.</summary>
public sealed record ModelTerms
{
    /// <summary>The type of the payload.</summary>
    public const string MediaType = "application/vnd.trainyard.model-terms.v1+json";

    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The team that owns it; absent where nobody does.</summary>
    public string? Owner { get; init; }

    /// <summary>What each alias asks for, by its name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<StatedTerm>> Gates { get; init; }

    /// <summary>Who changed it last.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime ChangedOn { get; init; }

    /// <summary>Signs it.</summary>
    /// <returns>The text of the envelope.</returns>
    public string Sign(SigningKey key) => DsseEnvelope.Sign(MediaType, ProvenanceJson.Write(this), key).Write();

    /// <summary>What an envelope says, once it is known who signed it.</summary>
    /// <exception cref="StatementException">Nobody who is trusted signed it, or it is about something else.</exception>
    public static ModelTerms Open(string envelope, TrustedKeys keys)
    {
        var signed = DsseEnvelope.Read(envelope);
        var payload = signed.Open(keys);
        InTotoStatement.Expect("payload", signed.PayloadType, MediaType);
        return ProvenanceJson.Read<ModelTerms>(payload, "Its statement");
    }

    /// <summary>What others say differently, as sentences.</summary>
    public IEnumerable<string> DifferencesFrom(ModelTerms said)
    {
        ArgumentNullException.ThrowIfNull(said);
        return Lines(said).Zip(said.Lines(this)).Where(pair => pair.First.Is != pair.Second.Is).Select(pair =>
            $"Its statement is about {ShownText.Of(pair.First.What)} {ShownText.Of(pair.First.Is)}, not "
            + $"{ShownText.Of(pair.Second.Is)}.");
    }

    /// <summary>One for each alias that either names.</summary>
    private IEnumerable<(string What, string Is)> Lines(ModelTerms other) =>
    [
        ("model", $"'{Model}'"), ("owner", Owner is null ? "none" : $"'{Owner}'"),
        .. Gates.Keys.Union(other.Gates.Keys).Order(StringComparer.Ordinal).Select(alias =>
            ($"the gate of alias '{alias}'", Gates.TryGetValue(alias, out var gate) ? Text(gate) : "none")),
        ("who changed it", $"'{ChangedBy}'"), ("reason", $"'{Reason}'"),
        ("time of the change", ChangedOn.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)),
    ];

    private static string Text(IReadOnlyList<StatedTerm> gate) => gate.Count == 0
        ? "that asks for nothing"
        : string.Join(" and ", gate.Select(term => string.Create(
            CultureInfo.InvariantCulture, $"{term.Metric} {term.Comparison} {term.Threshold:R}")));
}

/// <summary>A threshold that an alias asks for.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Comparison">The comparison.</param>
/// <param name="Threshold">The threshold.</param>
public sealed record StatedTerm(string Metric, string Comparison, double Threshold);
