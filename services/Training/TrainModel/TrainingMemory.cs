using Trainyard.Features.Matrix;
using Trainyard.Metrics;

namespace Trainyard.Training.TrainModel;

/// <summary>What trainers hold of a matrix while they learn, in bytes: what is sure, and no figure of each library's
/// smaller things.</summary>
internal static class TrainingMemory
{
    private const int OfScore = sizeof(double);
    private const int OfGradients = 2 * sizeof(float);

    /// <summary>The place of a row in the leaves, and room to move it.</summary>
    private const int OfPlace = 3 * sizeof(int);

    /// <summary>Trees of gradients: the bin of each value, a byte where there are up to 256; of each row its label,
    /// its place in the leaves, and for each class a score and two derivatives.</summary>
    public static long OfTrees(FeatureMatrix matrix)
    {
        const int many = 256;
        var bins = matrix.Columns.Sum(column => column.Cardinality > many ? sizeof(short) : 1L);
        var classes = matrix.Label.Task is LearningTask.Multiclass ? matrix.Label.Classes.Count : 1;
        return matrix.Rows * (bins + sizeof(float) + OfPlace + (long)classes * (OfScore + OfGradients));
    }

    /// <summary>Weights: rows are read from the matrix each time; only what the trainer knows of each stays.</summary>
    public static long OfWeights(FeatureMatrix matrix) => (long)matrix.Rows * sizeof(float);
}
