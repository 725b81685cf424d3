using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

using Trainyard.Features;
using Trainyard.Models;
using Trainyard.Models.Linear;

namespace Trainyard.Training.TrainModel.MicrosoftMl;

/// <summary>
/// What the linear trainers of Microsoft.ML have in common: what they see, and how their weights are taken out.
/// </summary>
internal static class LinearTraining
{
    /// <param name="matrix">The rows.</param>
    /// <param name="seed">Where every chance comes from.</param>
    /// <param name="iterations">How many are planned.</param>
    /// <param name="observer">Who follows the progress.</param>
    /// <param name="label">Regression: what the trainer sees instead of the label.</param>
    /// <param name="fit">Fits over the view, and makes the model from the weights over the inputs.</param>
    /// <param name="cancellation">Ends it.</param>
    public static Task<TrainedModel> Train(
        FeatureMatrix matrix, int seed, int iterations, ITrainingObserver observer, Func<float, float> label,
        Func<MLContext, MatrixView, LinearInputs, LinearModel> fit, CancellationToken cancellation) =>
        MicrosoftMlCall.Train(
            matrix, seed,
            (context, token) =>
            {
                var metric = LightGbm.LightGbmParameters.Metric(matrix.Label.Task);
                observer.Report(new TrainingStep(0, iterations, metric, null));
                var inputs = new LinearInputs(matrix);
                var view = new MatrixView(matrix, inputs.Width, inputs.Write, label, token);
                var model = fit(context, view, inputs);
                observer.Report(new TrainingStep(iterations, iterations, metric, null));
                return new TrainedModel(
                    ModelKinds.Linear, model.Write(),
                    new Dictionary<string, double> { ["inputs"] = inputs.Width, ["training_rows"] = matrix.Rows },
                    MicrosoftMlCall.Libraries);
            },
            cancellation);

    /// <summary>Binary.</summary>
    public static LinearModel Logistic(LinearInputs inputs, LinearBinaryModelParameters model) =>
        inputs.Model("logistic", [model.Bias], [[.. model.Weights]]);

    /// <summary>Multiclass.</summary>
    public static LinearModel Softmax(LinearInputs inputs, MaximumEntropyModelParameters model)
    {
        VBuffer<float>[]? weights = null;
        model.GetWeights(ref weights, out _);
        return inputs.Model(
            "softmax",
            [.. model.GetBiases().Select(b => (double)b)],
            [.. weights.Select(w => w.DenseValues().ToArray())]);
    }

    /// <summary>The mean and the standard deviation of the label.</summary>
    public static (double Mean, double Deviation) Moments(FeatureMatrix matrix)
    {
        var label = matrix.Label.Values.Span;
        var (mean, squares) = (0.0, 0.0);
        for (var row = 0; row < label.Length; row++)
        {
            var apart = label[row] - mean;
            mean += apart / (row + 1);
            squares += apart * (label[row] - mean);
        }

        var deviation = Math.Sqrt(squares / label.Length);
        return (mean, deviation > 0 ? deviation : 1);
    }
}
