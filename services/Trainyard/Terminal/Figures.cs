using Trainyard.Contracts;

namespace Trainyard.Cli.Terminal;

/// <summary>What was found out about data and model, for people.</summary>
internal static class Figures
{
    /// <summary>What is wrong, and what was warned about.</summary>
    public static void Show(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
            Screen.Line($"  {(finding.IsWarning ? "warning" : "error")}  {finding.Rule}: {finding.Message}");
    }

    /// <summary>Metrics beside thresholds and what the plain guess would get. What the gate is about comes first, in
    /// its order; the other figures after it.</summary>
    public static void Show(
        IReadOnlyDictionary<string, double> metrics, IReadOnlyList<GateCheck> gate,
        IReadOnlyDictionary<string, double> baselines)
    {
        var gated = gate.Select(check => check.Metric).Distinct().ToList();
        var rows = metrics
            .OrderBy(metric => gated.IndexOf(metric.Key) is var place and >= 0 ? place : gated.Count)
            .Select(metric =>
            {
                var checks = gate.Where(check => check.Metric == metric.Key).ToList();
                var thresholds = string.Join(
                    ", ", checks.Select(check => $"{check.Comparison} {FigureText.Threshold(check.Threshold)}"));
                var shown = checks is [var only]
                    ? FigureText.Of(metric.Value, only.Threshold)
                    : FigureText.Of(metric.Value);
                var verdict = checks.Count == 0 ? "" : checks.TrueForAll(check => check.IsMet) ? "met" : "not met";
                var guess = baselines.TryGetValue(metric.Key, out var figure)
                    ? $"plain guess {Words.Figure(figure)}"
                    : "";
                return new[] { metric.Key, shown, thresholds, verdict, guess };
            })
            .ToList();
        foreach (var line in Lines.InColumns(rows))
            Screen.Line("  " + line);
    }

    /// <summary>Names and what stands behind them, in two columns; what is not known is left out.</summary>
    public static void Show(params IEnumerable<(string Name, string? Value)> facts)
    {
        var known = facts.Where(fact => !string.IsNullOrEmpty(fact.Value))
            .Select(fact => new[] { fact.Name, fact.Value! });
        foreach (var line in Lines.InColumns([.. known]))
            Screen.Line("  " + line);
    }
}
