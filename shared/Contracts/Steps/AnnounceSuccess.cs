namespace Trainyard.Contracts;

/// <summary>
/// Command to Monitoring: watch the version from now on and announce the success. A repeat repeats the announcement.
/// </summary>
public sealed record AnnounceSuccess : IRunCommand
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <summary>The name of the pipeline.</summary>
    public required string Pipeline { get; init; }

    string ICommand.Flow => Pipeline;

    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>The alias it is deployed to, if any.</summary>
    public string? Alias { get; init; }

    /// <summary>Where predictions are asked for, if deployed.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Figures on the held-out part by metric name; finite numbers only.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The gate that it passed.</summary>
    public required IReadOnlyList<GateCheck> Gate { get; init; }

    /// <summary>
    /// The pipeline definition as understood: canonical JSON, schema <c>pipeline/1</c>, secrets unresolved.
    /// </summary>
    public required ArtifactReference Definition { get; init; }

    /// <summary>Who asked for the run.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What led to the run. Default: a request.</summary>
    public Trigger Trigger { get; init; } = Trigger.Request;

    /// <summary>When the run was asked for, UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }
}
