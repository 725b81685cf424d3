using Trainyard.Features.Fitted;
using Trainyard.Features.Matrix;
using Trainyard.Features.Rows;
using Trainyard.Features.Tables;

namespace Trainyard.Features.Tests;

/// <summary>Holds a matrix against the features that each row gives on its own.</summary>
internal static class SameBits
{
    public static void Assert(FittedFeatures features, Table table, FeatureMatrix matrix)
    {
        var inputs = features.Inputs.Select(i => table.Find(i.Name)!).ToArray();
        var cells = new Cell[inputs.Length];
        var row = new float[features.Outputs.Count];
        AssertBlocks(features, table, matrix);
        for (var r = 0; r < table.Rows; r++)
        {
            for (var i = 0; i < inputs.Length; i++)
                cells[i] = inputs[i][r];
            features.Apply(cells, row);
            for (var f = 0; f < row.Length; f++)
            {
                var byColumn = matrix.Columns[f].Values.Span[r];
                if (BitConverter.SingleToInt32Bits(row[f]) != BitConverter.SingleToInt32Bits(byColumn))
                    Xunit.Assert.Fail($"Row {r}, {matrix.Columns[f].Name}: {row[f]:R} alone, {byColumn:R} by column.");
            }
        }
    }

    /// <summary>The same for rows that come a few at once: one, some, and as many as go together.</summary>
    private static void AssertBlocks(FittedFeatures features, Table table, FeatureMatrix matrix)
    {
        var inputs = features.Inputs.Select(i => table.Find(i.Name)!).ToArray();
        int[] sizes = [1, 33, FittedFeatures.MostRowsAtOnce];
        var block = 0;
        for (var start = 0; start < table.Rows;)
        {
            var count = Math.Min(sizes[block++ % sizes.Length], table.Rows - start);
            var cells = new Cell[count * inputs.Length];
            for (var place = 0; place < cells.Length; place++)
                cells[place] = inputs[place % inputs.Length][start + (place / inputs.Length)];
            var made = features.Apply(cells, count, new float[count * features.Outputs.Count]);
            for (var f = 0; f < made.Columns.Count; f++)
            {
                var expected = matrix.Columns[f].Values.Span.Slice(start, count);
                for (var r = 0; r < count; r++)
                {
                    var value = made.Columns[f].Values.Span[r];
                    if (BitConverter.SingleToInt32Bits(value) != BitConverter.SingleToInt32Bits(expected[r]))
                        Xunit.Assert.Fail(
                            $"Row {start + r}, {made.Columns[f].Name}: {value:R} among {count}, "
                            + $"{expected[r]:R} by column.");
                }
            }

            start += count;
        }
    }
}
