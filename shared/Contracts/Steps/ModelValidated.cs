namespace Trainyard.Contracts;

/// <summary>The model is measured. Whether that is good enough is for the gate to say.</summary>
public sealed record ModelValidated : IWarningReply
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <inheritdoc/>
    public required WorkDone Work { get; init; }

    /// <summary>Figures on the held-out part by metric name; finite numbers only.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>
    /// The validation report, schema <c>validation-report/2</c>: JSON, all figures, those of each class, and what
    /// features are worth.
    /// </summary>
    public required ArtifactReference Report { get; init; }

    /// <summary>Held-out rows that were scored.</summary>
    public required long Rows { get; init; }

    /// <summary>What the plain guess (the commonest class, the share of each class, the mean of the training part)
    /// would get on the same rows, by metric name; a metric that judges nothing is absent.</summary>
    public IReadOnlyDictionary<string, double> Baselines { get; init; } = new Dictionary<string, double>();

    /// <inheritdoc/>
    public IReadOnlyList<Finding> Warnings { get; init; } = [];
}
