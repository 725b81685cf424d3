using Microsoft.ML.Trainers.FastTree;

using Trainyard.Models.Trees;

namespace Trainyard.Training.TrainModel.MicrosoftMl;

/// <summary>Takes the trees out of a trained model: data, where Microsoft.ML's own archive could name code.</summary>
internal static class TreeExtraction
{
    public static TreeShape[] Of<TTree>(TreeEnsemble<TTree> ensemble)
        where TTree : RegressionTreeBase =>
        [.. ensemble.Trees.Zip(ensemble.TreeWeights, Shape)];

    /// <summary>By feature: what all splits by it gained.</summary>
    public static double[] Gains<TTree>(TreeEnsemble<TTree> ensemble, int features)
        where TTree : RegressionTreeBase
    {
        var gains = new double[features];
        foreach (var (tree, weight) in ensemble.Trees.Zip(ensemble.TreeWeights).Where(t => HasSplit(t.First)))
        {
            foreach (var (feature, gain) in tree.NumericalSplitFeatureIndexes.Zip(tree.SplitGains))
                gains[feature] += double.IsFinite(gain) ? Math.Max(0, gain) * weight : 0;
        }

        return gains;
    }

    private static TreeShape Shape(RegressionTreeBase tree, double weight)
    {
        // A tree that found no split says 0, whatever its one leaf holds.
        if (!HasSplit(tree))
            return new TreeShape([], [], [], [], [0]);
        return new TreeShape(
            tree.NumericalSplitFeatureIndexes,
            [.. tree.NumericalSplitThresholds.Select(t => Math.Clamp(t, float.MinValue, float.MaxValue))],
            tree.LeftChild,
            tree.RightChild,
            [.. tree.LeafValues.Select(v => v * weight)]);
    }

    private static bool HasSplit(RegressionTreeBase tree) => tree.NumberOfLeaves > 1 && tree.LeftChild[0] != 0;
}
