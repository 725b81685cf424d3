using System.Globalization;

namespace Trainyard.Models.Provenance;

/// <summary>What is signed about a version of a model, in our own words. Digests are SHA-256 in lower-case
/// hexadecimal.</summary>
public sealed record VersionFacts
{
    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>The run that made it.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The digest of the model artifact.</summary>
    public required string Artifact { get; init; }

    /// <summary>The digest of the pipeline definition, which holds the options of trainer, features and
    /// split.</summary>
    public required string Definition { get; init; }

    /// <summary>The digest of the snapshot.</summary>
    public required string Snapshot { get; init; }

    /// <summary>The digest of the fitted features.</summary>
    public required string Features { get; init; }

    /// <summary>The digest of the validation report.</summary>
    public required string Report { get; init; }

    /// <summary>Figures on the held-out part, by metric.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The gate that it passed.</summary>
    public required IReadOnlyList<StatedCheck> Gate { get; init; }

    /// <summary>The seed of the run.</summary>
    public required int Seed { get; init; }

    /// <summary>The version of Trainyard that registered it.</summary>
    public required string CodeVersion { get; init; }

    /// <summary>When the run was asked for; null when that is not known.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>What others say differently, as sentences; what has to do with the seed and with times before the
    /// registration stands in the statement alone.</summary>
    public IEnumerable<string> DifferencesFrom(VersionFacts said)
    {
        ArgumentNullException.ThrowIfNull(said);
        return Lines().Zip(said.Lines()).SelectMany(pair => Compare(pair.First, pair.Second))
            .Concat(Figures(said));
    }

    /// <summary>What a deployment says differently, as sentences.</summary>
    /// <param name="model">The model that it deploys.</param>
    /// <param name="version">The version.</param>
    /// <param name="runId">The run whose step it is; null where it belongs to none.</param>
    /// <param name="artifact">The digest of the artifact.</param>
    public IEnumerable<string> DifferencesFrom(string model, int version, Guid? runId, string artifact) =>
        DifferencesFrom(this with { Model = model, Version = version, RunId = runId ?? RunId, Artifact = artifact });

    private static IEnumerable<string> Compare((string What, string Is) stated, (string What, string Is) said) =>
        stated.Is == said.Is ? [] : [Differs(stated.What, stated.Is, said.Is)];

    private static string Differs(string what, string stated, string said) =>
        $"Its statement is about {what} {ShownText.Of(stated)}, not {ShownText.Of(said)}.";

    private IEnumerable<string> Figures(VersionFacts said)
    {
        foreach (var metric in Metrics.Keys.Union(said.Metrics.Keys).Order(StringComparer.Ordinal))
        {
            var (stated, other) = (Figure(metric), said.Figure(metric));
            if (stated != other)
                yield return Differs($"metric {ShownText.Of(metric)}", stated, other);
        }

        if (!Gate.SequenceEqual(said.Gate))
            yield return Differs("gate", Text(Gate), Text(said.Gate));
    }

    private IEnumerable<(string What, string Is)> Lines() =>
    [
        ("model", $"'{Model}'"), ("version", Number(Version)), ("run", RunId.ToString()), ("artifact", Artifact),
        ("definition", Definition), ("snapshot", Snapshot), ("features", Features), ("report", Report),
        ("code version", CodeVersion),
        ("the time of registration", RegisteredAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
    ];

    private string Figure(string metric) => Metrics.TryGetValue(metric, out var figure) ? Number(figure) : "none";

    private static string Text(IEnumerable<StatedCheck> gate) => string.Join(" and ", gate.Select(check =>
        $"{check.Metric} {check.Comparison} {Number(check.Threshold)} "
        + $"({(check.Observed is { } observed ? Number(observed) : "none")}, {(check.IsMet ? "met" : "not met")})"))
        is { Length: > 0 } text ? text : "none";

    private static string Number<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);
}
