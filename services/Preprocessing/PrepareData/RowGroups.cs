using Trainyard.Features.Tables;

namespace Trainyard.Preprocessing.PrepareData;

/// <summary>Numbers rows so that rows with the same values have the same number; missing values are the same.</summary>
internal static class RowGroups
{
    private const int Batch = 4096;

    /// <summary>The group of each row, numbered in the order of their first rows, and how many there are.</summary>
    public static (int[] Groups, int Count) Of(IReadOnlyList<TableColumn> columns)
    {
        var groups = new int[columns[0].Rows];
        var count = 1;
        foreach (var column in columns)
            count = column is WordColumn words ? Divide(groups, words) : Divide(groups, (NumberColumn)column);
        return (groups, count);
    }

    private static int Divide(int[] groups, WordColumn column)
    {
        var seen = new Dictionary<(int Group, int Code), int>();
        var codes = new int[Batch];
        for (var start = 0; start < groups.Length; start += Batch)
        {
            var batch = codes.AsSpan(0, Math.Min(Batch, groups.Length - start));
            column.ReadCodes(start, batch);
            for (var i = 0; i < batch.Length; i++)
                groups[start + i] = Number(seen, (groups[start + i], batch[i]));
        }
        return seen.Count;
    }

    // By their bits, so that a missing number equals another.
    private static int Divide(int[] groups, NumberColumn column)
    {
        var seen = new Dictionary<(int Group, long Bits), int>();
        var numbers = new double[Batch];
        for (var start = 0; start < groups.Length; start += Batch)
        {
            var batch = numbers.AsSpan(0, Math.Min(Batch, groups.Length - start));
            column.Read(start, batch);
            for (var i = 0; i < batch.Length; i++)
            {
                var bits = double.IsNaN(batch[i]) ? long.MinValue : BitConverter.DoubleToInt64Bits(batch[i] + 0.0);
                groups[start + i] = Number(seen, (groups[start + i], bits));
            }
        }
        return seen.Count;
    }

    private static int Number<T>(Dictionary<T, int> seen, T key)
        where T : notnull
    {
        if (!seen.TryGetValue(key, out var number)) seen.Add(key, number = seen.Count);
        return number;
    }
}
