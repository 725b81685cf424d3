using Trainyard.Contracts;

namespace Trainyard.Api.Models;

/// <summary>A version of a model: what it is, what it came from, what it passed. It never changes.</summary>
public sealed record VersionView
{
    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The version, from 1 for each model.</summary>
    public required int Version { get; init; }

    /// <summary>The run that registered it.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The model artifact.</summary>
    public required ArtifactReference Artifact { get; init; }

    /// <summary>What Registry signed about it: the JSON text of a DSSE envelope around an in-toto Statement with SLSA
    /// provenance. Null where it was registered before there were statements: such a version can't be served.</summary>
    public string? Statement { get; init; }

    /// <summary>The pipeline definition.</summary>
    public required ArtifactReference Definition { get; init; }

    /// <summary>The data it learned from.</summary>
    public required ArtifactReference Snapshot { get; init; }

    /// <summary>The fitted features.</summary>
    public required ArtifactReference Features { get; init; }

    /// <summary>The validation report.</summary>
    public required ArtifactReference Report { get; init; }

    /// <summary>Figures on the held-out part, by metric.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The gate that it passed, figures beside thresholds.</summary>
    public required IReadOnlyList<GateCheck> Gate { get; init; }

    /// <summary>Who asked for the run.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What led to the run.</summary>
    public required Trigger Trigger { get; init; }

    /// <summary>The version of Trainyard that registered it, with its commit where the build knew it.</summary>
    public required string CodeVersion { get; init; }

    /// <summary>When it was registered, UTC.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }
}
