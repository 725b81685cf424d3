using Trainyard.Features.Matrix;
using Trainyard.Metrics;
using Trainyard.Models;

namespace Trainyard.Validation.ValidateModel;

/// <summary>All figures of a model on a matrix.</summary>
/// <param name="Metrics">By name, see <see cref="MetricList"/>; a figure that can't be computed is absent.</param>
/// <param name="Confusion">Classes: how often each was taken for each.</param>
internal sealed record Measurement(IReadOnlyDictionary<string, double> Metrics, ConfusionMatrix? Confusion)
{
    /// <summary>Scores every row and measures; null where some score is no number. The matrix has one row at
    /// least.</summary>
    public static Measurement? Of(IScorer scorer, FeatureMatrix matrix)
    {
        var outputs = new double[(long)matrix.Rows * scorer.Outputs];
        scorer.Score(matrix, outputs);
        if (outputs.Any(double.IsNaN))
            return null;
        var rows = new JudgedRows(matrix.Label.Task, matrix.Label.Values, outputs);
        return new Measurement(
            MetricList.Measure(rows), rows.Task == LearningTask.Regression ? null : rows.Confusion);
    }
}
