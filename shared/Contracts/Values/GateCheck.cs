namespace Trainyard.Contracts;

/// <summary>One metric held against one threshold of the gate.</summary>
public sealed record GateCheck
{
    /// <summary>The metric by its field name, for example <c>auc</c> or <c>log_loss</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>The comparison: one of <c>&gt;=</c>, <c>&gt;</c>, <c>&lt;=</c>, <c>&lt;</c>.</summary>
    public required string Comparison { get; init; }

    /// <summary>The threshold, in the metric's own unit.</summary>
    public required double Threshold { get; init; }

    /// <summary>
    /// The figure on the held-out part; absent when the metric could not be computed, which counts as not met.
    /// </summary>
    public double? Observed { get; init; }

    /// <summary>Whether the figure meets the threshold.</summary>
    public required bool IsMet { get; init; }
}
