using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

using Trainyard.Features.Matrix;
using Trainyard.Metrics;
using Trainyard.Models.Trees;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Training.TrainModel.MicrosoftMl;

/// <summary>Trains with ML.NET's FastTree.</summary>
internal sealed class FastTreeTraining(FastTreeTrainer options) : ITrainer<FastTreeTrainer>
{
    public string? Refusal(FeatureMatrix matrix) => null;

    public long Memory(FeatureMatrix matrix) => TrainingMemory.OfTrees(matrix);

    public Task<TrainedModel> Train(
        FeatureMatrix matrix, int seed, ITrainingObserver observer, CancellationToken cancellation) =>
        TreeTraining.Train(
            matrix, seed, options.Iterations, observer,
            matrix.Label.Task == LearningTask.Binary ? Binary : Regression,
            cancellation);

    private TreeEnsemble Binary(MLContext context, MatrixView view, TreeInput[] inputs)
    {
        var model = context.BinaryClassification.Trainers
            .FastTree(Set(new FastTreeBinaryTrainer.Options())).Fit(view).Model;
        var trees = model.SubModel.TrainedTreeEnsemble;

        // Microsoft.ML's calibrator says 1 / (1 + exp(slope * x + offset)).
        var (slope, offset) = (-model.Calibrator.Slope, -model.Calibrator.Offset);
        return new TreeEnsemble
        {
            Link = "logistic",
            Slope = slope,
            Offset = slope * trees.Bias + offset,
            Inputs = inputs,
            Gains = TreeExtraction.Gains(trees, inputs.Length),
            Trees = TreeExtraction.Of(trees),
        };
    }

    private TreeEnsemble Regression(MLContext context, MatrixView view, TreeInput[] inputs)
    {
        var trees = context.Regression.Trainers.FastTree(Set(new FastTreeRegressionTrainer.Options())).Fit(view)
            .Model.TrainedTreeEnsemble;
        return new TreeEnsemble
        {
            Link = "identity",
            Offset = trees.Bias,
            Inputs = inputs,
            Gains = TreeExtraction.Gains(trees, inputs.Length),
            Trees = TreeExtraction.Of(trees),
        };
    }

    private TOptions Set<TOptions>(TOptions trainer)
        where TOptions : BoostedTreeOptions
    {
        trainer.NumberOfTrees = options.Iterations;
        trainer.NumberOfLeaves = options.Leaves;
        trainer.LearningRate = options.LearningRate;
        trainer.MinimumExampleCountPerLeaf = options.MinRowsPerLeaf;
        trainer.NumberOfThreads = options.Threads == 0 ? null : options.Threads;
        return trainer;
    }
}
