using Microsoft.ML.Data;

using Trainyard.Features.Matrix;
using Trainyard.Models.Trees;

namespace Trainyard.Training.TrainModel.MicrosoftMl;

/// <summary>
/// What trees that know neither missing values nor categories are to see. A missing amount becomes one below all
/// others. A category becomes the mean of the label in its rows, shrunk towards the mean of all: of all groupings of
/// categories the best for one split is a cut in that order (Breiman, Friedman, Olshen and Stone 1984, theorem 4.5).
/// </summary>
internal static class TreeInputs
{
    // A category with fewer rows than this is believed less than the mean of all.
    private const double Prior = 10;

    public static TreeInput[] Of(FeatureMatrix matrix)
    {
        var label = matrix.Label.Values.Span;
        var sum = 0.0;
        foreach (var value in label)
            sum += value;
        var mean = sum / label.Length;
        return [.. matrix.Columns.Select(column => column.Kind == MatrixColumnKind.Category
            ? Category(column, matrix.Label.Values.Span, mean)
            : Amount(column))];
    }

    /// <summary>Writes the features of a row as the trees are to see them.</summary>
    public static WriteRow Writer(FeatureMatrix matrix, TreeInput[] inputs)
    {
        var columns = matrix.Columns.Select(c => c.Values).ToArray();
        return (int row, ref VBuffer<float> features) =>
        {
            var editor = VBufferEditor.Create(ref features, columns.Length);
            for (var column = 0; column < columns.Length; column++)
                editor.Values[column] = inputs[column].Of(columns[column].Span[row]);
            features = editor.Commit();
        };
    }

    private static TreeInput Amount(MatrixColumn column)
    {
        var least = float.MaxValue;
        foreach (var value in column.Values.Span)
            if (value < least)
                least = value;
        return new TreeInput(least == float.MaxValue ? 0 : least - Math.Max(1, Math.Abs(least)));
    }

    private static TreeInput Category(MatrixColumn column, ReadOnlySpan<float> label, double mean)
    {
        var sums = new double[column.Cardinality + 1];
        var counts = new double[column.Cardinality + 1];
        var codes = column.Values.Span;
        for (var row = 0; row < codes.Length; row++)
        {
            var code = codes[row] >= 0 && codes[row] < column.Cardinality ? (int)codes[row] : column.Cardinality;
            sums[code] += label[row];
            counts[code]++;
        }

        float[] means = [.. sums.Zip(counts, (sum, count) => (float)((sum + Prior * mean) / (count + Prior)))];
        return new TreeInput(means[^1], means[..^1]);
    }
}
