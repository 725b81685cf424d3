using Trainyard.Contracts;

namespace Trainyard.Pipelines.Definition;

/// <summary>Metrics held against thresholds.</summary>
public static class Gates
{
    /// <summary>The thresholds of a definition, nothing observed yet.</summary>
    public static IReadOnlyList<GateCheck> Of(PipelineDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Of(definition.Gate);
    }

    /// <summary>The thresholds of rules, nothing observed yet.</summary>
    public static IReadOnlyList<GateCheck> Of(IReadOnlyList<GateRule> rules) =>
    [
        .. rules.Select(rule => new GateCheck
        {
            Metric = rule.Metric, Comparison = rule.Comparison, Threshold = rule.Threshold, IsMet = false,
        }),
    ];

    /// <summary>A check with the figure beside it. A figure that could not be computed does not meet it.</summary>
    public static GateCheck Hold(GateCheck check, IReadOnlyDictionary<string, double> metrics)
    {
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(metrics);
        if (!metrics.TryGetValue(check.Metric, out var observed))
            return check with { Observed = null, IsMet = false };
        var rule = new GateRule { Metric = check.Metric, Comparison = check.Comparison, Threshold = check.Threshold };
        return check with { Observed = observed, IsMet = rule.IsMetBy(observed) };
    }
}
