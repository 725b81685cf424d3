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

    /// <summary>The metric that a task is judged by where nobody says otherwise: one that takes in how sure a model is,
    /// and not only which class it names.</summary>
    public static Metric Main(LearningTask task)
    {
        var name = task switch
        {
            LearningTask.Binary => "auc",
            LearningTask.Multiclass => "log_loss",
            LearningTask.Regression => "r2",
            _ => throw task.NotKnown(),
        };
        return All.First(metric => metric.Name == name);
    }

    /// <summary>What the plain guess gets on some rows, by name: the commonest class, the share of each class, or the
    /// mean of the training part for every row. What judges nothing is absent.</summary>
    /// <param name="task">The kind of prediction.</param>
    /// <param name="measure">Measures these outputs, the same for every row.</param>
    /// <param name="prior">The share of each class in the training part, or its mean; empty where it is not
    /// known.</param>
    public static Dictionary<string, double> Guess(
        LearningTask task, IReadOnlyList<double> prior, Func<double[], Dictionary<string, double>> measure)
    {
        ArgumentNullException.ThrowIfNull(prior);
        ArgumentNullException.ThrowIfNull(measure);
        if (prior.Count == 0)
            return [];
        var figures = measure(task == LearningTask.Binary ? [prior[1]] : [.. prior]);
        foreach (var metric in Of(task).Where(metric => metric.Better == Better.Neither))
            figures.Remove(metric.Name);
        return figures;
    }

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
