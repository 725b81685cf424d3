using Trainyard.Api.Models;
using Trainyard.Contracts;
using Trainyard.Models.Provenance;
using Trainyard.Persistence.Documents;

namespace Trainyard.Registry.RegisterModels;

/// <summary>
/// A version of a model: what it is, what it came from, what it passed. Stored once and never changed.
/// </summary>
internal sealed record ModelVersion
{
    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The version, from 1 for each model.</summary>
    public required int Version { get; init; }

    /// <summary>The run that registered it.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The model artifact.</summary>
    public required ArtifactReference Artifact { get; init; }

    /// <summary>What was signed about it, see <see cref="DeployModel.Statement"/>; null where it was registered
    /// before there were statements.</summary>
    public string? Statement { get; init; }

    /// <summary>The pipeline definition.</summary>
    public required ArtifactReference Definition { get; init; }

    /// <summary>The data it learned from.</summary>
    public required ArtifactReference Snapshot { get; init; }

    /// <summary>The fitted features.</summary>
    public required ArtifactReference Features { get; init; }

    /// <summary>The validation report.</summary>
    public required ArtifactReference Report { get; init; }

    /// <summary>Figures on the held-out part.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The gate that it passed, figures beside thresholds.</summary>
    public required IReadOnlyList<GateCheck> Gate { get; init; }

    /// <summary>Who asked for the run.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What led to the run.</summary>
    public Trigger Trigger { get; init; } = Trigger.Request;

    /// <summary>The version of Trainyard that registered it, with its commit where the build knew it.</summary>
    public required string CodeVersion { get; init; }

    /// <summary>When it was registered, UTC.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    public static DocumentCollection<ModelVersion> Collection { get; } = new()
    {
        Name = "versions",
        Id = version => IdOf(version.Model, version.Version),
        Indexes =
        [
            new("model", version => version.Model),
            new("version", version => version.Version),
            new("run", version => version.RunId, IsUnique: true),
        ],
        Orders = [["model", "version"], ["version", "model"]],
        Row = version => new VersionRow(version.Model, new VersionSummary(
            version.Version, version.RunId, version.RegisteredAt, version.RequestedBy, version.Metrics)),
    };

    public static string IdOf(string model, int version) => $"{model}/{version}";

    /// <summary>What there is to state about it.</summary>
    public VersionFacts Facts(int seed, DateTimeOffset? requestedAt) => new()
    {
        Model = Model,
        Version = Version,
        RunId = RunId,
        Artifact = Artifact.Sha256,
        Definition = Definition.Sha256,
        Snapshot = Snapshot.Sha256,
        Features = Features.Sha256,
        Report = Report.Sha256,
        Metrics = Metrics,
        Gate =
        [
            .. Gate.Select(check => new StatedCheck(
                check.Metric, check.Comparison, check.Threshold, check.IsMet, check.Observed)),
        ],
        Seed = seed,
        CodeVersion = CodeVersion,
        RequestedAt = requestedAt,
        RegisteredAt = RegisteredAt,
    };
}

/// <summary>What a list shows of a version.</summary>
internal sealed record VersionRow(string Model, VersionSummary Summary);
