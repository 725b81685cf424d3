using Trainyard.Features;
using Trainyard.Models;
using Trainyard.Pipelines;

namespace Trainyard.Validation.ValidateModel;

/// <summary>All figures of a model on a matrix.</summary>
/// <param name="Metrics">By name, see <see cref="MetricNames"/>; a figure that can't be computed is absent.</param>
/// <param name="Confusion">Classes: how often each was taken for each.</param>
internal sealed record Measurement(IReadOnlyDictionary<string, double> Metrics, ConfusionMatrix? Confusion)
{
    /// <summary>Scores every row and measures. The matrix has one row at least.</summary>
    public static Measurement Of(IScorer scorer, FeatureMatrix matrix)
    {
        var outputs = new double[(long)matrix.Rows * scorer.Outputs];
        scorer.Score(matrix, outputs);
        var labels = matrix.Label.Values.Span;
        switch (matrix.Label.Task)
        {
            case LearningTask.Binary:
                var binary = ConfusionMatrix.Binary(labels, outputs);
                return new Measurement(Finite(BinaryMetrics.Of(labels, outputs, binary)), binary);
            case LearningTask.Multiclass:
                var several = ConfusionMatrix.Multiclass(labels, outputs, scorer.Outputs);
                return new Measurement(Finite(MulticlassMetrics.Of(labels, outputs, several)), several);
            default:
                return new Measurement(Finite(RegressionMetrics.Of(labels, outputs)), null);
        }
    }

    // A prediction or a label as large as numbers get makes squares that are none.
    private static Dictionary<string, double> Finite(Dictionary<string, double> metrics) =>
        metrics.Where(m => double.IsFinite(m.Value)).ToDictionary();
}
