using Trainyard.Pipelines.Definition;
using static Trainyard.Ingestion.FetchData.Values.ColumnProfileKinds;
using static Trainyard.Pipelines.Values.ValueKind;

namespace Trainyard.Ingestion.FetchData.Values;

/// <content>What is said of words that look like more.</content>
internal sealed partial class ColumnComplaints
{
    /// <summary>From this share on values that look like numbers or days in an unknown form are no chance.</summary>
    private const double Alike = 0.9;

    /// <summary>Says of words that nearly all of them look like numbers or days, in a form that is not known; false
    /// where they don't.</summary>
    private bool LooksLikeMore()
    {
        var impossible = column.First(ImpossibleDate, ImpossibleTimestamp);
        var all = column.Total - column.Count(Sign, NotFinite);
        var numbers = column.Odd?.NumbersIn(all);
        (long Row, string Text, string Like)? first = FirstShape(numbers)
            ?? (impossible is { } none ? (none.Row, none.Text, "a day or time that the calendar lacks") : null);
        if (first is not var (row, text, like))
            return false;
        var shaped = (column.Odd?.Shaped ?? 0) + (numbers?.Count ?? 0) + (column.Odd?.Understood ?? 0)
            + (impossible?.Count ?? 0) + column.Count([.. AnyNumber, .. TimesOfDay]);
        if (column.Has(ZeroPadded) || shaped < Alike * all)
            return false;
        var alike = column.Odd is { IsEstimated: true } ? $"about {Math.Min(shaped, all)}" : $"{shaped}";
        var isTime = like.Contains("time", StringComparison.Ordinal);
        var right = isTime ? "days as 2001-02-28, times as 2001-02-28T13:45:00, durations as plain numbers"
            : "plain numbers such as 1234.5";
        var lines = Lines(
            $" Rewrite them as {right}"
            + (column.IsSwapped
                ? $", write {Schema(ColumnType.Date, "yyyy-dd-MM")}" : "")
            + $", or write {KeepWords} if they are words.");
        findings.Warn(
            $"{Where(row)}: {Value(text)} looks like {like}, as {alike} of {column.Total} values do, in a form that"
            + $" is not read. All are taken as words.{lines}",
            column.Name, row, findings.Cell(text), Allowed($"{right}, or {KeepWords}"));
        return true;
    }

    private (long Row, string Text, string Like)? FirstShape((long Row, string Text, long Count)? numbers) =>
        numbers is { } known && (column.Odd?.Shape is not { } shape || known.Row < shape.Row)
            ? (known.Row, known.Text, "a number with something beside it")
            : column.Odd?.Shape;
}
