namespace Trainyard.Contracts;

/// <summary>Terminal: the run succeeded. Published once for a run; a repeat has the same message id.</summary>
public sealed record TrainingSucceeded : IRunMessage
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <summary>The name of the pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The registered version.</summary>
    public required int Version { get; init; }

    /// <summary>The alias it is deployed to, if any.</summary>
    public string? Alias { get; init; }

    /// <summary>Where predictions are asked for, if deployed.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Figures on the held-out part by metric name; finite numbers only.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The gate that it passed.</summary>
    public required IReadOnlyList<GateCheck> Gate { get; init; }

    /// <summary>The definition, for its alerts.</summary>
    public required ArtifactReference Definition { get; init; }

    /// <summary>When the run ended, UTC.</summary>
    public required DateTimeOffset EndedAt { get; init; }
}
