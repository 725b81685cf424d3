using Trainyard.Metrics;

namespace Trainyard.Pipelines;

/// <summary>What one metric on the held-out part must meet, for example <c>auc: "&gt;= 0.65"</c>.</summary>
public sealed record GateRule
{
    /// <summary>The metric; which ones there are depends on the task, see <see cref="MetricList"/>.</summary>
    public required string Metric { get; init; }

    /// <summary>One of <c>&gt;=</c>, <c>&gt;</c>, <c>&lt;=</c>, <c>&lt;</c>.</summary>
    public required string Comparison { get; init; }

    /// <summary>The threshold, in the metric's own unit.</summary>
    public required double Threshold { get; init; }

    /// <summary>Whether a figure meets the threshold; one that could not be computed does not.</summary>
    public bool IsMetBy(double observed) => Comparison switch
    {
        ">=" => observed >= Threshold,
        ">" => observed > Threshold,
        "<=" => observed <= Threshold,
        "<" => observed < Threshold,
        _ => throw new InvalidOperationException($"The gate knows no comparison '{Comparison}'."),
    };
}
