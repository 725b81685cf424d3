using Trainyard.Features.Matrix;
using Trainyard.Metrics;

namespace Trainyard.Validation.ValidateModel;

/// <summary>
/// Rows that stand for all. Evenly spaced; of a rare class all, as far as half of the rows shared among the classes
/// allows, since a handful of its rows says by chance that noise matters.
/// </summary>
internal static class SampledRows
{
    /// <summary>Rows in their order, at most <paramref name="most"/>, which is less than there are.</summary>
    public static int[] Of(MatrixLabel label, int most)
    {
        if (label.Task == LearningTask.Regression)
            return Spaced([.. Enumerable.Range(0, label.Values.Length)], most);
        var classes = Enumerable.Range(0, label.Values.Length)
            .GroupBy(row => label.Values.Span[row]).Select(rows => rows.ToArray()).ToArray();
        var sure = Array.ConvertAll(classes, rows => Math.Min(rows.Length, most / (2 * classes.Length)));
        var (free, left) = (most - sure.Sum(), label.Values.Length - sure.Sum());
        var taken = classes.Zip(sure).SelectMany(one => Spaced(
            one.First, one.Second + (int)((long)free * (one.First.Length - one.Second) / left)));
        return [.. taken.Order()];
    }

    private static int[] Spaced(int[] rows, int count)
    {
        var taken = new int[count];
        for (var i = 0; i < count; i++)
            taken[i] = rows[(int)((long)i * rows.Length / count)];
        return taken;
    }
}
