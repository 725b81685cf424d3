using Trainyard.Features.Matrix;
using Trainyard.Metrics;

namespace Trainyard.Validation.ValidateModel;

/// <summary>
/// Rows that stand for all. Evenly spaced; of a rare class all, as far as half of the rows shared among the classes
/// allows, since a handful of its rows says by chance that noise matters.
/// </summary>
internal static class SampledRows
{
    /// <summary>Rows in their order, <paramref name="most"/> of them, which is less than there are.</summary>
    public static int[] Of(MatrixLabel label, int most)
    {
        var labels = label.Values.Span;
        var isClassed = label.Task != LearningTask.Regression;
        var counts = new int[isClassed ? label.Classes.Count : 1];
        foreach (var value in labels)
            counts[isClassed ? (int)value : 0]++;
        var wanted = Shares(counts, labels.Length, most);
        var (taken, seen) = (new List<int>(most), new int[counts.Length]);
        for (var row = 0; row < labels.Length; row++)
        {
            var code = isClassed ? (int)labels[row] : 0;
            if (IsTaken(seen[code]++, counts[code], wanted[code]))
                taken.Add(row);
        }

        return [.. taken];
    }

    /// <summary>How many rows of each class are taken.</summary>
    private static int[] Shares(int[] counts, int rows, int most)
    {
        var classes = counts.Count(count => count > 0);
        var sure = Array.ConvertAll(counts, count => Math.Min(count, most / (2 * classes)));
        var (free, left) = (most - sure.Sum(), rows - sure.Sum());
        // Rounded over all that came so far: many small shares together lose no row.
        var (wanted, before) = (new int[counts.Length], 0L);
        for (var code = 0; code < counts.Length; code++)
        {
            var until = before + counts[code] - sure[code];
            wanted[code] = sure[code] + (int)((free * until / left) - (free * before / left));
            before = until;
        }

        return wanted;
    }

    /// <summary>Whether of so many rows the one at a place is among those that are taken, evenly spaced: the i-th of
    /// them stands at i x rows / taken, rounded down.</summary>
    private static bool IsTaken(long place, long rows, long taken)
    {
        var next = ((place * taken) + rows - 1) / rows;
        return next < taken && next * rows / taken == place;
    }
}
