namespace Trainyard.Metrics;

/// <summary>The metrics there are: a metric is what stands in this list.</summary>
public static class MetricList
{
    /// <summary>All of them, in the order that reports list them.</summary>
    public static IReadOnlyList<Metric> All { get; } = Complete(
    [
        new Accuracy(), new MacroAccuracy(), new Auc(), new LogLoss(), new Precision(), new Recall(), new F1(),
        new PositiveRate(), new R2(), new Rmse(), new Mae(),
    ]);

    /// <summary>The metrics of a task.</summary>
    public static IEnumerable<Metric> Of(LearningTask task) => All.Where(metric => metric.Tasks.Contains(task));

    /// <summary>All figures of some rows, by name; one that can't be computed is absent.</summary>
    public static Dictionary<string, double> Measure(JudgedRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var figures = new Dictionary<string, double>();
        foreach (var metric in Of(rows.Task))
        {
            // A prediction or a label as large as numbers get makes squares that are none.
            if (metric.Of(rows) is { } figure && double.IsFinite(figure)) figures[metric.Name] = figure;
        }

        return figures;
    }

    private static Metric[] Complete(Metric[] listed)
    {
        var unlisted = typeof(Metric).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Metric)) && listed.All(metric => metric.GetType() != type))
            .Select(type => type.Name);
        if (unlisted.Any())
            throw new InvalidOperationException($"No list of metrics has {string.Join(", ", unlisted)}.");
        return listed;
    }
}
