using Microsoft.ML;
using Microsoft.ML.Trainers;

using Trainyard.Features.Matrix;
using Trainyard.Metrics;
using Trainyard.Models.Linear;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Training.TrainModel.MicrosoftMl;

/// <summary>
/// Trains with ML.NET's SDCA, on one thread: its threads race for the weights, so that two trainings would differ. A
/// regression learns the label less its mean, divided by its standard deviation.
/// </summary>
internal sealed class SdcaTraining(SdcaTrainer options) : ITrainer<SdcaTrainer>
{
    public string? Refusal(FeatureMatrix matrix) => null;

    public long Memory(FeatureMatrix matrix) => TrainingMemory.OfWeights(matrix);

    public Task<TrainedModel> Train(
        FeatureMatrix matrix, int seed, ITrainingObserver observer, CancellationToken cancellation)
    {
        var (mean, deviation) = LinearTraining.Moments(matrix);
        return LinearTraining.Train(
            matrix, seed, options.Iterations, observer, label => (float)((label - mean) / deviation),
            (context, view, inputs) => matrix.Label.Task switch
            {
                LearningTask.Binary => LinearTraining.Logistic(inputs, context.BinaryClassification.Trainers
                    .SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options
                    {
                        MaximumNumberOfIterations = options.Iterations,
                        L1Regularization = (float)options.L1,
                        L2Regularization = (float)options.L2,
                        NumberOfThreads = 1,
                    }).Fit(view).Model.SubModel),
                LearningTask.Multiclass => LinearTraining.Softmax(inputs, context.MulticlassClassification.Trainers
                    .SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options
                    {
                        MaximumNumberOfIterations = options.Iterations,
                        L1Regularization = (float)options.L1,
                        L2Regularization = (float)options.L2,
                        NumberOfThreads = 1,
                    }).Fit(view).Model),
                LearningTask.Regression => Identity(inputs, context.Regression.Trainers
                    .Sdca(new SdcaRegressionTrainer.Options
                    {
                        // The library's 1 moves the bias by more than a step allows where inputs are near 0: it
                        // grows without end for some rows of few features. 0 takes it for one more weight.
                        BiasLearningRate = 0,
                        MaximumNumberOfIterations = options.Iterations,
                        L1Regularization = (float)options.L1,
                        L2Regularization = (float)options.L2,
                        NumberOfThreads = 1,
                    }).Fit(view).Model, mean, deviation),
                _ => throw matrix.Label.Task.NotKnown(),
            },
            cancellation);
    }

    private static LinearModel Identity(
        LinearInputs inputs, LinearRegressionModelParameters model, double mean, double deviation)
    {
        var scaled = inputs.Model("identity", [model.Bias], [[.. model.Weights]]);
        return scaled with
        {
            Bias = [scaled.Bias[0] * deviation + mean],
            Inputs = [.. scaled.Inputs.Select(i => i with
            {
                Weights = [.. i.Weights.Select(w => (IReadOnlyList<double>)[w[0] * deviation])],
            })],
        };
    }
}
