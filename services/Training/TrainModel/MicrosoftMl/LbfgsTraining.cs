using System.Globalization;

using Microsoft.ML;
using Microsoft.ML.Trainers;

using Trainyard.Features.Matrix;
using Trainyard.Metrics;
using Trainyard.Models.Linear;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Training.TrainModel.MicrosoftMl;

/// <summary>
/// Trains with ML.NET's L-BFGS, on one thread: sums over several depend on who comes first. A regression is one of
/// Poisson's and learns the label divided by its mean.
/// </summary>
internal sealed class LbfgsTraining(LbfgsTrainer options) : ITrainer<LbfgsTrainer>
{
    // Below it the loss changes by less than its library's tolerance, and the answer is the mean for every row.
    private const double LeastSpread = 1e-3;

    public long Memory(FeatureMatrix matrix) => TrainingMemory.OfWeights(matrix);

    public string? Refusal(FeatureMatrix matrix)
    {
        if (matrix.Label.Task != LearningTask.Regression)
            return null;
        var row = matrix.Label.Values.Span.IndexOfAnyExceptInRange(0, float.MaxValue);
        if (row >= 0)
        {
            return $"its regression is one of counts (Poisson), and row {row + 1} of the training part has the target "
                + $"{Shown(matrix.Label, row)}; take a target that is never below 0, or another trainer.";
        }

        // Where all targets are the same, the mean for every row is the right answer.
        if (matrix.Label.Values.Span.IndexOfAnyExcept(matrix.Label.Values.Span[0]) < 0)
            return null;
        var (mean, deviation) = LinearTraining.Moments(matrix);
        return deviation >= mean * LeastSpread
            ? null
            : $"its regression is one of counts (Poisson), which learns ratios, and the targets are within "
                + string.Create(CultureInfo.InvariantCulture, $"{deviation / mean:0.#E+0} of their mean; ")
                + "take what is above the least of them for the target, or another trainer.";
    }

    public Task<TrainedModel> Train(
        FeatureMatrix matrix, int seed, ITrainingObserver observer, CancellationToken cancellation)
    {
        var mean = LinearTraining.Moments(matrix).Mean;
        var unit = mean > 0 ? mean : 1;
        return LinearTraining.Train(
            matrix, seed, options.Iterations, observer, label => (float)(label / unit),
            (context, view, inputs) => matrix.Label.Task switch
            {
                LearningTask.Binary => LinearTraining.Logistic(inputs, context.BinaryClassification.Trainers
                    .LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
                    {
                        MaximumNumberOfIterations = options.Iterations,
                        L1Regularization = (float)options.L1,
                        L2Regularization = (float)options.L2,
                        NumberOfThreads = 1,
                    }).Fit(view).Model.SubModel),
                LearningTask.Multiclass => LinearTraining.Softmax(inputs, context.MulticlassClassification.Trainers
                    .LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
                    {
                        MaximumNumberOfIterations = options.Iterations,
                        L1Regularization = (float)options.L1,
                        L2Regularization = (float)options.L2,
                        NumberOfThreads = 1,
                    }).Fit(view).Model),
                LearningTask.Regression => Poisson(inputs, context.Regression.Trainers
                    .LbfgsPoissonRegression(new LbfgsPoissonRegressionTrainer.Options
                    {
                        MaximumNumberOfIterations = options.Iterations,
                        L1Regularization = (float)options.L1,
                        L2Regularization = (float)options.L2,
                        NumberOfThreads = 1,
                    }).Fit(view).Model, unit),
                _ => throw matrix.Label.Task.NotKnown(),
            },
            cancellation);
    }

    private static string Shown(MatrixLabel label, int row) => label.Truth.IsEmpty
        ? $"{label.Values.Span[row]}"
        : $"{label.Truth.Span[row]:R}";

    private static LinearModel Poisson(LinearInputs inputs, PoissonRegressionModelParameters model, double unit) =>
        inputs.Model("exp", [model.Bias + Math.Log(unit)], [[.. model.Weights]]);
}
