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
}
