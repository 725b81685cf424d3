using Trainyard.Features.Rows;
using Trainyard.Features.Tables;
using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Preprocessing.PrepareData;

/// <summary>
/// The rows of the two parts, each in the order of the data. Rows in neither have no time to be split by.
/// </summary>
internal sealed record RowSplit(int[] Training, int[] HeldOut)
{
    /// <summary>The share that is held out by time where the file names neither a share nor a time.</summary>
    public const double DefaultHeldOut = 0.2;

    private const int TimesAtOnce = 4096;

    /// <summary>Splits before anything is looked at but the column to split by.</summary>
    /// <exception cref="RefusedDataException">The definition does not fit the data.</exception>
    public static RowSplit Of(
        SplitDefinition definition, TargetDefinition target, Table table, TableColumn targets, int seed) =>
        definition switch
        {
            RandomSplit random => Random(random.HeldOut, table.Rows, seed),
            StratifiedSplit stratified => Stratified(
                stratified.HeldOut, StrataOf(stratified, target, table, targets), seed),
            TimeSplit time => Time(time, table),
            _ => throw new InvalidOperationException($"No way to split by {definition.GetType().Name}."),
        };

    // Each row draws for itself, from the seed and its number.
    private static RowSplit Random(double share, int rows, int seed)
    {
        var limit = (ulong)(share * ulong.MaxValue);
        return Where(rows, row => RowHash.Of(seed, row) >= limit ? Part.Training : Part.HeldOut);
    }

    // Of each stratum the rows with the lowest draws, so that the share is exact but for rounding.
    private static RowSplit Stratified(double share, (int[] Strata, int Count) rows, int seed)
    {
        var draws = new List<ulong>[rows.Count];
        for (var row = 0; row < rows.Strata.Length; row++)
            (draws[rows.Strata[row]] ??= []).Add(RowHash.Of(seed, row));
        var limits = Array.ConvertAll(draws, drawn =>
        {
            if (drawn is null) return 0UL;
            var heldOut = (int)Math.Round(share * drawn.Count, MidpointRounding.AwayFromZero);
            drawn.Sort();
            return heldOut < drawn.Count ? drawn[heldOut] : ulong.MaxValue;
        });
        return Where(
            rows.Strata.Length,
            row => RowHash.Of(seed, row) >= limits[rows.Strata[row]] ? Part.Training : Part.HeldOut);
    }

    private static (int[] Strata, int Count) StrataOf(
        StratifiedSplit definition, TargetDefinition target, Table table, TableColumn targets)
    {
        if (definition.Column is null && target.Task == LearningTask.Regression)
            throw new RefusedDataException(
                "split",
                null,
                "A regression has no classes to keep in proportion; name a column to stratify by, or split at random.");
        return RowGroups.Of([definition.Column is null ? targets : table.Find(definition.Column)!]);
    }

    private static RowSplit Time(TimeSplit definition, Table table)
    {
        if (table.Find(definition.Column) is not NumberColumn { Type: ColumnType.Date or ColumnType.Timestamp } column)
            throw new RefusedDataException(
                "split", definition.Column, $"Column '{definition.Column}' holds no dates or timestamps to split by.");
        var from = definition.TrainBefore is { } before
            ? (before - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
            : LatestShare(column, definition.HeldOut ?? DefaultHeldOut);
        var times = new double[TimesAtOnce];
        return Where(column.Rows, row =>
        {
            // Read as the rows are asked for: one after the other.
            if (row % times.Length == 0)
                column.Read(row, times.AsSpan(0, Math.Min(times.Length, column.Rows - row)));
            var time = times[row % times.Length];
            return double.IsNaN(time) ? Part.Neither : time < from ? Part.Training : Part.HeldOut;
        });
    }

    // Rows of the same time stay together, so that the order of the rows can't matter.
    private static double LatestShare(NumberColumn column, double share)
    {
        var times = new double[column.Rows];
        column.Read(0, times);
        var sorted = Array.FindAll(times, t => !double.IsNaN(t));
        Array.Sort(sorted);
        var training = sorted.Length - (int)Math.Round(share * sorted.Length, MidpointRounding.AwayFromZero);
        return training < sorted.Length ? sorted[training] : double.PositiveInfinity;
    }

    // Asked once for each row, in their order. Rows are many, and their numbers take more than which part they are in.
    private static RowSplit Where(int rows, Func<int, Part> partOf)
    {
        var parts = new Part[rows];
        var counts = new int[Enum.GetValues<Part>().Length];
        for (var row = 0; row < rows; row++)
            counts[(int)(parts[row] = partOf(row))]++;
        return new RowSplit(
            Rows(parts, Part.Training, counts[(int)Part.Training]),
            Rows(parts, Part.HeldOut, counts[(int)Part.HeldOut]));
    }

    private static int[] Rows(Part[] parts, Part part, int count)
    {
        var rows = new int[count];
        for (var (row, found) = (0, 0); found < count; row++)
        {
            if (parts[row] == part)
                rows[found++] = row;
        }
        return rows;
    }

    private enum Part : byte
    {
        Neither,
        Training,
        HeldOut,
    }
}
