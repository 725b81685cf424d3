using System.Text.Json.Serialization;

namespace Trainyard.Models.Provenance;

/// <summary>A statement of the in-toto attestation framework, version 1: of which artifacts, and what is said of
/// them.</summary>
/// <typeparam name="TPredicate">What is said.</typeparam>
public sealed record InTotoStatement<TPredicate>
    where TPredicate : class
{
    /// <summary>What it is: <see cref="InTotoStatement.CurrentType"/>.</summary>
    [JsonPropertyName("_type")]
    public required string Type { get; init; }

    /// <summary>The artifacts it is about.</summary>
    public required IReadOnlyList<ResourceDescriptor> Subject { get; init; }

    /// <summary>What the predicate is: <see cref="SlsaProvenance.PredicateType"/>, or
    /// <see cref="AliasMovePredicate.PredicateType"/>.</summary>
    public required string PredicateType { get; init; }

    /// <summary>How the artifacts were made, or what is done with them.</summary>
    public required TPredicate Predicate { get; init; }
}

/// <summary>What all statements have in common, and how they are signed and opened.</summary>
public static class InTotoStatement
{
    /// <summary>What a statement says it is.</summary>
    public const string CurrentType = "https://in-toto.io/Statement/v1";

    /// <summary>The payload type of a statement in JSON.</summary>
    public const string MediaType = "application/vnd.in-toto+json";

    /// <summary>Signs a statement.</summary>
    /// <returns>The text of the envelope.</returns>
    /// <exception cref="StatementException">It would be longer than anybody reads.</exception>
    internal static string Sign<TPredicate>(InTotoStatement<TPredicate> statement, SigningKey key)
        where TPredicate : class
    {
        var text = DsseEnvelope.Sign(MediaType, ProvenanceJson.Write(statement), key).Write();
        return text.Length <= DsseEnvelope.Longest
            ? text
            : throw new StatementException(
                $"Its statement would have {text.Length:N0} characters; at most {DsseEnvelope.Longest:N0} are read.");
    }

    /// <summary>A statement, once it is known who signed it.</summary>
    /// <param name="envelope">The text of the envelope.</param>
    /// <param name="predicateType">What the predicate must be.</param>
    /// <param name="keys">Whose statements are believed.</param>
    /// <exception cref="StatementException">Nobody of them signed it, or it is not such a statement.</exception>
    internal static InTotoStatement<TPredicate> Open<TPredicate>(
        string envelope, string predicateType, TrustedKeys keys)
        where TPredicate : class
    {
        var signed = DsseEnvelope.Read(envelope);
        var payload = signed.Open(keys);
        Expect("payload", signed.PayloadType, MediaType);
        // What the predicate is, before it is read as that: a statement about something else is named as such.
        var head = ProvenanceJson.Read<StatementHead>(payload, "Its statement");
        Expect("statement", head.Type, CurrentType);
        Expect("predicate", head.PredicateType, predicateType);
        return ProvenanceJson.Read<InTotoStatement<TPredicate>>(payload, "Its statement");
    }

    /// <exception cref="StatementException">It is of another type.</exception>
    internal static void Expect(string what, string found, string expected)
    {
        if (found != expected)
            throw new StatementException($"The type of its {what} is '{ShownText.Of(found)}', not '{expected}'.");
    }

    /// <summary>The digest of the one artifact that it is about, which has this name.</summary>
    /// <exception cref="StatementException">It is about others.</exception>
    internal static string OnlySubject<TPredicate>(this InTotoStatement<TPredicate> statement, string name)
        where TPredicate : class => statement.Subject.Count == 1
            ? Only(statement.Subject, name).Hash()
            : throw new StatementException($"Its statement is about {statement.Subject.Count} artifacts, not one.");

    /// <exception cref="StatementException">There is none of this name, or several.</exception>
    internal static ResourceDescriptor Only(IReadOnlyList<ResourceDescriptor> resources, string name) =>
        resources.Count(resource => resource?.Name == name) == 1
            ? resources.Single(resource => resource?.Name == name)
            : throw new StatementException($"Its statement does not name one '{name}'.");

    private sealed record StatementHead([property: JsonPropertyName("_type")] string Type, string PredicateType);
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
