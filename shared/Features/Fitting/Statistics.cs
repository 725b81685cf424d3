namespace Trainyard.Features.Fitting;

/// <summary>What a column of numbers looks like; missing values don't count.</summary>
/// <param name="Count">How many values.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
internal sealed record Statistics(long Count, double Mean, double Min, double Max)
{
    /// <summary>
    /// Looks at the values after some steps. Sums range by range: the same bits on any number of cores.
    /// </summary>
    public static Statistics Of(TableColumn column, IReadOnlyList<NumberStep> steps)
    {
        var ranges = RowRanges.Select(column.Rows, (start, count) =>
        {
            var (number, sum, min, max) = (0L, 0.0, double.PositiveInfinity, double.NegativeInfinity);
            Each(column, steps, start, count, value =>
            {
                number++;
                sum += value;
                min = Math.Min(min, value);
                max = Math.Max(max, value);
            });
            return (number, sum, min, max);
        });
        var values = ranges.Sum(r => r.number);
        return new Statistics(
            values,
            values == 0 ? double.NaN : ranges.Sum(r => r.sum) / values,
            ranges.Select(r => r.min).DefaultIfEmpty(double.NaN).Min(),
            ranges.Select(r => r.max).DefaultIfEmpty(double.NaN).Max());
    }

    /// <summary>The standard deviation of the population, in a second pass around the mean.</summary>
    public double Deviation(TableColumn column, IReadOnlyList<NumberStep> steps)
    {
        var squares = RowRanges.Select(column.Rows, (start, count) =>
        {
            var sum = 0.0;
            Each(column, steps, start, count, value => sum += (value - Mean) * (value - Mean));
            return sum;
        });
        return Math.Sqrt(squares.Sum() / Count);
    }

    /// <summary>The middle value; of an even number of values the mean of the two in the middle.</summary>
    public static double Median(TableColumn column)
    {
        var values = new List<double>(column.Rows);
        Each(column, [], 0, column.Rows, values.Add);
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] / 2) + (values[middle] / 2);
    }

    private static void Each(
        TableColumn column, IReadOnlyList<NumberStep> steps, int start, int count, Action<double> take)
    {
        TableColumn[] columns = [column];
        Span<double> values = stackalloc double[RowBatch.Most];
        for (var row = start; row < start + count; row += RowBatch.Most)
        {
            var batch = values[..Math.Min(RowBatch.Most, start + count - row)];
            new RowBatch(columns, row, batch.Length).Numbers(0, batch);
            foreach (var step in steps)
                step.Apply(batch);
            foreach (var value in batch)
            {
                if (!double.IsNaN(value)) take(value);
            }
        }
    }
}
