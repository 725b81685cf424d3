using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

using Trainyard.Features.Matrix;
using Trainyard.Metrics;
using Trainyard.Models;
using Trainyard.Models.Trees;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Training.TrainModel.MicrosoftMl;

/// <summary>
/// Trains with ML.NET's FastForest. A binary forest is calibrated on the rows that it was trained on.
/// </summary>
internal sealed class FastForestTraining(FastForestTrainer options) : ITrainer<FastForestTrainer>
{
    public string? Refusal(FeatureMatrix matrix) => null;

    public long Memory(FeatureMatrix matrix) => TrainingMemory.OfTrees(matrix);

    public Task<TrainedModel> Train(
        FeatureMatrix matrix, int seed, ITrainingObserver observer, CancellationToken cancellation) =>
        TreeTraining.Train(
            matrix, seed, options.Iterations, observer,
            (context, view, inputs) => matrix.Label.Task == LearningTask.Binary
                ? Calibrate(
                    Raw(inputs, context.BinaryClassification.Trainers
                        .FastForest(Set(new FastForestBinaryTrainer.Options()))
                        .Fit(view).Model.TrainedTreeEnsemble),
                    matrix)
                : Raw(inputs, context.Regression.Trainers
                    .FastForest(Set(new FastForestRegressionTrainer.Options()))
                    .Fit(view).Model.TrainedTreeEnsemble),
            cancellation);

    private static TreeEnsemble Raw<TTree>(TreeInput[] inputs, TreeEnsemble<TTree> trees)
        where TTree : RegressionTreeBase => new()
        {
            Link = "identity",
            Slope = 1.0 / trees.Trees.Count, // a forest answers the mean of its trees
            Inputs = inputs,
            Gains = TreeExtraction.Gains(trees, inputs.Length),
            Trees = TreeExtraction.Of(trees),
        };

    private static TreeEnsemble Calibrate(TreeEnsemble raw, FeatureMatrix matrix)
    {
        using var scorer = ModelKinds.Open(ModelKinds.TreeEnsemble, raw.Write()).Scorer;
        var scores = new double[matrix.Rows];
        scorer.Score(matrix, scores);
        var (slope, offset) = PlattScaling.Fit(scores, matrix.Label.Values.Span);
        return raw with { Link = "logistic", Slope = slope * raw.Slope, Offset = offset };
    }

    private TOptions Set<TOptions>(TOptions trainer)
        where TOptions : FastForestOptionsBase
    {
        trainer.NumberOfTrees = options.Iterations;
        trainer.NumberOfLeaves = options.Leaves;
        trainer.MinimumExampleCountPerLeaf = options.MinRowsPerLeaf;
        trainer.NumberOfThreads = options.Threads == 0 ? null : options.Threads;
        return trainer;
    }
}
