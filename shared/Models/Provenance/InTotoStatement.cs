using System.Text.Json.Serialization;

namespace Trainyard.Models.Provenance;

/// <summary>A statement of the in-toto attestation framework, version 1: of which artifacts, and what is said of
/// them.</summary>
public sealed record InTotoStatement
{
    /// <summary>What a statement says it is.</summary>
    public const string CurrentType = "https://in-toto.io/Statement/v1";

    /// <summary>The payload type of a statement in JSON.</summary>
    public const string MediaType = "application/vnd.in-toto+json";

    /// <summary>What it is: <see cref="CurrentType"/>.</summary>
    [JsonPropertyName("_type")]
    public required string Type { get; init; }

    /// <summary>The artifacts it is about.</summary>
    public required IReadOnlyList<ResourceDescriptor> Subject { get; init; }

    /// <summary>What the predicate is: <see cref="SlsaProvenance.PredicateType"/>.</summary>
    public required string PredicateType { get; init; }

    /// <summary>How the artifacts were made.</summary>
    public required SlsaProvenance Predicate { get; init; }
}

/// <summary>An artifact, by its digest.</summary>
public sealed record ResourceDescriptor
{
    private const string Sha256 = "sha256";
    private const int Digits = 64;

    /// <summary>What it is to the statement.</summary>
    public string? Name { get; init; }

    /// <summary>Its digests in hexadecimal, by algorithm.</summary>
    public required IReadOnlyDictionary<string, string> Digest { get; init; }

    /// <summary>Its media type.</summary>
    public string? MediaType { get; init; }

    /// <summary>What else is said of it.</summary>
    public Annotations? Annotations { get; init; }

    /// <summary>An artifact of this SHA-256.</summary>
    public static ResourceDescriptor Of(string name, string sha256) =>
        new() { Name = name, Digest = new Dictionary<string, string> { [Sha256] = sha256 } };

    /// <summary>Its SHA-256.</summary>
    /// <exception cref="StatementException">It has none.</exception>
    public string Hash() =>
        Digest.GetValueOrDefault(Sha256) is { Length: Digits } digest && digest.All(char.IsAsciiHexDigitLower)
            ? digest
            : throw new StatementException($"Its statement names no SHA-256 of '{Name}'.");
}

/// <summary>What a validation report came to: extension fields, named as SLSA asks for.</summary>
public sealed record Annotations
{
    /// <summary>The figures on the held-out part, by metric.</summary>
    [JsonPropertyName("trainyard_metrics")]
    public IReadOnlyDictionary<string, double>? Metrics { get; init; }

    /// <summary>The gate, figures beside thresholds.</summary>
    [JsonPropertyName("trainyard_gate")]
    public IReadOnlyList<StatedCheck>? Gate { get; init; }
}

/// <summary>A metric held against a threshold of the gate.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Comparison">The comparison.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="IsMet">Whether the figure meets the threshold.</param>
/// <param name="Observed">The figure; absent when there was none.</param>
public sealed record StatedCheck(
    string Metric, string Comparison, double Threshold, bool IsMet, double? Observed = null);
