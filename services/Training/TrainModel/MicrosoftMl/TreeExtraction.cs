using Microsoft.ML.Trainers.FastTree;

using Trainyard.Models.Trees;

namespace Trainyard.Training.TrainModel.MicrosoftMl;

/// <summary>Takes the trees out of a trained model: data, where Microsoft.ML's own archive could name code.</summary>
internal static class TreeExtraction
{
    public static TreeShape[] Of<TTree>(TreeEnsemble<TTree> ensemble)
        where TTree : RegressionTreeBase =>
        [.. ensemble.Trees.Zip(ensemble.TreeWeights, Shape)];

    private static TreeShape Shape(RegressionTreeBase tree, double weight)
    {
        // A tree that found no split says 0, whatever its one leaf holds.
        if (tree.NumberOfLeaves <= 1 || tree.LeftChild[0] == 0)
            return new TreeShape([], [], [], [], [0]);
        return new TreeShape(
            tree.NumericalSplitFeatureIndexes,
            [.. tree.NumericalSplitThresholds.Select(t => Math.Clamp(t, float.MinValue, float.MaxValue))],
            tree.LeftChild,
            tree.RightChild,
            [.. tree.LeafValues.Select(v => v * weight)]);
    }
}
