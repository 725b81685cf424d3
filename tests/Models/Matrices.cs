using Trainyard.Features;
using Trainyard.Metrics;
using Trainyard.Pipelines;

namespace Trainyard.Models.Tests;

/// <summary>Small matrices with amounts, categories, missing values and a label that depends on them.</summary>
internal static class Matrices
{
    public const int Categories = 40;

    public static FeatureMatrix Of(LearningTask task, int seed, int rows = 2_000)
    {
        var random = new Random(seed);
        float[][] columns = [.. Enumerable.Range(0, 4).Select(_ => new float[rows])];
        var label = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            columns[0][row] = (float)random.NextDouble() * 10;
            columns[1][row] = random.Next(5) == 0 ? float.NaN : random.Next(-3, 4);
            columns[2][row] = random.Next(20) == 0 ? float.NaN : random.Next(Categories);
            columns[3][row] = (float)(random.NextDouble() - 0.5) * 1e-3f;
            var signal = columns[0][row] + (float.IsNaN(columns[1][row]) ? 4 : columns[1][row])
                + (columns[2][row] % 3 == 1 ? 5 : 0) + (float)random.NextDouble();
            label[row] = task switch
            {
                LearningTask.Binary => signal > 8 ? 1 : 0,
                LearningTask.Multiclass => signal > 10 ? 2 : signal > 5 ? 1 : 0,
                _ => signal + 4, // never below 0, so that it can be a count
            };
        }

        IReadOnlyList<string> classes = task switch
        {
            LearningTask.Binary => ["no", "yes"],
            LearningTask.Multiclass => ["low", "middle", "high"],
            _ => [],
        };
        return new FeatureMatrix(
            [
                new("amount", MatrixColumnKind.Numeric, 0, columns[0]),
                new("gaps", MatrixColumnKind.Numeric, 0, columns[1]),
                new("place", MatrixColumnKind.Category, Categories, columns[2]),
                new("tiny", MatrixColumnKind.Numeric, 0, columns[3]),
            ],
            new("target", task, classes, label));
    }

    /// <summary>The outputs of all rows, each scored alone.</summary>
    public static double[] ScoreRows(IScorer scorer, FeatureMatrix matrix)
    {
        var outputs = new double[matrix.Rows * scorer.Outputs];
        var features = new float[matrix.Columns.Count];
        for (var row = 0; row < matrix.Rows; row++)
        {
            for (var column = 0; column < features.Length; column++)
                features[column] = matrix.Columns[column].Values.Span[row];
            scorer.Score(features, outputs.AsSpan(row * scorer.Outputs, scorer.Outputs));
        }

        return outputs;
    }

    public static double[] ScoreAll(IScorer scorer, FeatureMatrix matrix)
    {
        var outputs = new double[matrix.Rows * scorer.Outputs];
        scorer.Score(matrix, outputs);
        return outputs;
    }
}
