using Trainyard.Features.Matrix;
using Trainyard.Metrics;
using Trainyard.Models;

namespace Trainyard.Validation.ValidateModel;

/// <summary>All figures of a model on a matrix.</summary>
/// <param name="Metrics">By name, see <see cref="MetricList"/>; a figure that can't be computed is absent.</param>
/// <param name="Confusion">Classes: how often each was taken for each.</param>
internal sealed record Measurement(IReadOnlyDictionary<string, double> Metrics, ConfusionMatrix? Confusion)
{
    /// <summary>What the plain guess gets on the same rows.</summary>
    public IReadOnlyDictionary<string, double> Baselines { get; private init; } = new Dictionary<string, double>();

    /// <summary>The answer to every row where all are the same: that of the first output.</summary>
    public double? OnlyAnswer { get; private init; }

    /// <summary>Binary: the highest probability of the positive class.</summary>
    public double Highest { get; private init; }

    /// <summary>Scores every row and measures; null where some score is no number. The matrix has one row at
    /// least.</summary>
    /// <param name="scorer">The model.</param>
    /// <param name="matrix">The rows.</param>
    /// <param name="prior">What the plain guess says, see <see cref="MetricList.Guess"/>.</param>
    public static Measurement? Of(IScorer scorer, FeatureMatrix matrix, IReadOnlyList<double> prior)
    {
        var outputs = new double[(long)matrix.Rows * scorer.Outputs];
        scorer.Score(matrix, outputs);
        if (outputs.Any(double.IsNaN))
            return null;
        var rows = Judge(matrix, outputs);
        var (metrics, confusion) =
            (MetricList.Measure(rows), rows.Task == LearningTask.Regression ? null : rows.Confusion);
        var (only, highest) = (OnlyAnswerOf(outputs, scorer.Outputs), outputs.Max());
        return new Measurement(metrics, confusion)
        {
            OnlyAnswer = only,
            Highest = highest,
            Baselines = MetricList.Guess(rows.Task, prior, guess =>
            {
                // In the memory of the outputs, which nobody needs any more.
                for (var i = 0; i < outputs.Length; i++)
                    outputs[i] = guess[i % guess.Length];
                return MetricList.Measure(Judge(matrix, outputs));
            }),
        };
    }

    /// <summary>Rows with these outputs.</summary>
    public static JudgedRows Judge(FeatureMatrix matrix, double[] outputs) =>
        new(matrix.Label.Task, matrix.Label.Values, outputs, matrix.Label.Truth);

    private static double? OnlyAnswerOf(double[] outputs, int each)
    {
        for (var i = each; i < outputs.Length; i++)
        {
            // To the bit: what is small beside a target far from zero may be all that the model learned.
            if (outputs[i] != outputs[i % each])
                return null;
        }

        return outputs.Length > each ? outputs[0] : null;
    }
}
