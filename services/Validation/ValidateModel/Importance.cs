using Trainyard.Features.Matrix;
using Trainyard.Features.Rows;
using Trainyard.Metrics;
using Trainyard.Models;

namespace Trainyard.Validation.ValidateModel;

/// <summary>
/// What the features are worth to a model: what the model says itself, and how much worse its main metric gets when a
/// feature is shuffled among held-out rows (Breiman 2001). The work is bounded by counts, so that it is the same
/// whatever the machine.
/// </summary>
/// <param name="Metric">The metric that drops are counted in.</param>
/// <param name="Rows">Rows that were shuffled.</param>
/// <param name="Features">The features, the most important first.</param>
internal sealed record Importance(string Metric, int Rows, IReadOnlyList<FeatureImportance> Features)
{
    private const int MostFeatures = 50;
    private const int MostRows = 10_000;

    // Rows that are scored for all features together, at most: of few features each is shuffled in more of them.
    private const int MostScored = 40_000;

    /// <summary>Null where the main metric can't be computed.</summary>
    public static Importance? Of(IScorer scorer, FeatureMatrix heldOut, int seed, CancellationToken cancellation)
    {
        var metric = MetricList.Main(heldOut.Label.Task);
        var tried = Math.Min(MostFeatures, heldOut.Columns.Count);
        var rows = Sample(heldOut, Math.Min(MostRows, MostScored / (tried + 1)));
        var outputs = new double[rows.Rows * scorer.Outputs];
        if (Figure(rows) is not { } plain)
            return null;
        var worth = scorer.Worth(rows);
        var order = Enumerable.Range(0, heldOut.Columns.Count).OrderByDescending(f => worth?[f] ?? 0).ToArray();
        var drops = new double?[order.Length];
        foreach (var feature in order.Take(tried))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Figure(Shuffled(rows, feature, seed)) is { } shuffled)
                drops[feature] = metric.Better == Better.Lower ? shuffled - plain : plain - shuffled;
        }

        return new Importance(metric.Name, rows.Rows,
        [
            .. order.Select(f => new FeatureImportance(rows.Columns[f].Name, worth?[f], drops[f]))
                .OrderByDescending(f => f.Drop ?? double.NegativeInfinity).ThenByDescending(f => f.Gain ?? 0),
        ]);

        double? Figure(FeatureMatrix matrix)
        {
            scorer.Score(matrix, outputs);
            return metric.Of(Measurement.Judge(matrix, outputs)) is { } figure && double.IsFinite(figure)
                ? figure
                : null;
        }
    }

    /// <summary>Why there is none, for the report.</summary>
    public static string LeftOut(LearningTask task) =>
        $"The main metric, {MetricList.Main(task).Name}, can't be computed on the held-out rows: "
        + (task == LearningTask.Regression
            ? "all have the same target, or the answers are too far from it."
            : "all are of one class, or an answer is no probability.");

    private static FeatureMatrix Sample(FeatureMatrix matrix, int most)
    {
        if (matrix.Rows <= most)
            return matrix;
        var label = matrix.Label;
        var rows = SampledRows.Of(label, most);
        return new FeatureMatrix(
            [.. matrix.Columns.Select(c => c with { Values = Take(c.Values, rows) })],
            label with
            {
                Values = Take(label.Values, rows),
                Truth = label.Truth.IsEmpty ? default : Take(label.Truth, rows),
            });
    }

    private static T[] Take<T>(ReadOnlyMemory<T> values, int[] rows) =>
        Array.ConvertAll(rows, row => values.Span[row]);

    private static FeatureMatrix Shuffled(FeatureMatrix matrix, int feature, int seed)
    {
        var draws = new ulong[matrix.Rows];
        for (var row = 0; row < draws.Length; row++)
            draws[row] = RowHash.Of(unchecked(seed + (feature * 7919)), row);
        var values = matrix.Columns[feature].Values.ToArray();
        Array.Sort(draws, values);
        return new FeatureMatrix(
            [.. matrix.Columns.Select((c, place) => place == feature ? c with { Values = values } : c)], matrix.Label);
    }
}

/// <summary>What one feature is worth.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="Gain">Its share of what the model says itself; absent where it does not.</param>
/// <param name="Drop">How much worse the metric gets when it is shuffled; absent where it was not tried.</param>
internal sealed record FeatureImportance(string Feature, double? Gain, double? Drop);
