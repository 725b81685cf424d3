using Microsoft.ML;

using Trainyard.Features;
using Trainyard.Models;
using Trainyard.Models.Trees;
using Trainyard.Pipelines;
using Trainyard.Training.TrainModel.LightGbm;

namespace Trainyard.Training.TrainModel.MicrosoftMl;

/// <summary>What the trainers of trees share.</summary>
internal static class TreeTraining
{
    /// <summary>Fits an ensemble. It is over at once or not at all: ML.NET tells nothing of its iterations.</summary>
    public static Task<TrainedModel> Train(
        FeatureMatrix matrix,
        int seed,
        int iterations,
        ITrainingObserver observer,
        Func<MLContext, MatrixView, TreeInput[], TreeEnsemble> fit,
        CancellationToken cancellation) =>
        MicrosoftMlCall.Train(
            matrix, seed,
            (context, token) =>
            {
                var metric = LightGbmParameters.Metric(matrix.Label.Task);
                observer.Report(new TrainingStep(0, iterations, metric, null));
                var inputs = TreeInputs.Of(matrix);
                var view = new MatrixView(
                    matrix, inputs.Length, TreeInputs.Writer(matrix, inputs), static label => label, token);
                var ensemble = fit(context, view, inputs);
                observer.Report(new TrainingStep(iterations, iterations, metric, null));
                return new TrainedModel(
                    ModelKinds.TreeEnsemble, ensemble.Write(),
                    new Dictionary<string, double>
                    {
                        ["iterations"] = ensemble.Trees.Count,
                        ["training_rows"] = matrix.Rows,
                    },
                    MicrosoftMlCall.Libraries);
            },
            cancellation);
}
