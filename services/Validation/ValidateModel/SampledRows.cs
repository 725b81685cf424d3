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
        if (label.Task == LearningTask.Regression)
            return Spaced([.. Enumerable.Range(0, label.Values.Length)], most);
        var classes = Enumerable.Range(0, label.Values.Length)
            .GroupBy(row => label.Values.Span[row]).Select(rows => rows.ToArray()).ToArray();
        var sure = Array.ConvertAll(classes, rows => Math.Min(rows.Length, most / (2 * classes.Length)));
        var (free, left) = (most - sure.Sum(), label.Values.Length - sure.Sum());
        // Rounded over all that came so far: many small shares together lose no row.
        var (taken, before) = (new List<int>(most), 0L);
        foreach (var (rows, certain) in classes.Zip(sure))
        {
            var until = before + rows.Length - certain;
            taken.AddRange(Spaced(rows, certain + (int)((free * until / left) - (free * before / left))));
            before = until;
        }

        taken.Sort();
        return [.. taken];
    }

    private static int[] Spaced(int[] rows, int count)
    {
        var taken = new int[count];
        for (var i = 0; i < count; i++)
            taken[i] = rows[(int)((long)i * rows.Length / count)];
        return taken;
    }
}
