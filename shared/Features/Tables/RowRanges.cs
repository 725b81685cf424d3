namespace Trainyard.Features.Tables;

/// <summary>
/// Cuts rows into ranges that depend on their number alone, so that what is summed range by range has the same bits on
/// any number of cores.
/// </summary>
internal static class RowRanges
{
    /// <summary>
    /// Rows of a range: 64 K doubles are half a megabyte, and a million rows still feed a dozen cores.
    /// </summary>
    public const int Size = 65536;

    public static int Count(int rows) => (rows + Size - 1) / Size;

    /// <summary>Does the work for each range, several at a time.</summary>
    public static void ForEach(int rows, Action<int, int> work)
    {
        if (rows <= Size)
        {
            work(0, rows);
            return;
        }
        _ = Parallel.For(0, Count(rows), range => work(range * Size, Math.Min(Size, rows - (range * Size))));
    }

    /// <summary>What the work gives for each range, in the order of the rows.</summary>
    public static T[] Select<T>(int rows, Func<int, int, T> work)
    {
        var results = new T[Count(rows)];
        ForEach(rows, (start, count) =>
        {
            if (results.Length > 0) results[start / Size] = work(start, count);
        });
        return results;
    }
}
