using Trainyard.Pipelines.Definition;
using static Trainyard.Ingestion.FetchData.Values.TypeWords;
using static Trainyard.Pipelines.Values.ValueKind;

namespace Trainyard.Ingestion.FetchData.Values;

/// <content>What is said of days and times.</content>
internal sealed partial class ColumnComplaints
{
    /// <summary>Refuses a day that no calendar has, where others of the column are days.</summary>
    public ColumnPlan? NoDay((long Row, string Text, long Count) first) => Refuse(
        first, ColumnTyping.Days, Findings.Source, "is no day of the calendar"
        + (column.IsSwapped ? Lines($"; {Schema(ColumnType.Date, "yyyy-dd-MM")} reads all values")
            : MeaningOf(ImpossibleDate)));

    /// <summary>What goes behind a refusal of values that are no such days or times as the others: the lines for a
    /// missing value, where a line can name them all, and for words.</summary>
    public string MeaningOf(params ValueKind[] kinds)
    {
        var first = column.First(kinds)!.Value;
        var nulls = Nameable(
            first.Count == 1 ? [first.Text] : kinds is [ImpossibleDate or ImpossibleTimestamp or BeyondCalendar]
                ? column.Impossible : null);
        return nulls is null ? OrWords : Lines(
            $"; if {(first.Count == 1 ? "it means that the value is" : "such values mean that they are")} missing,"
            + $" write {Mending.Nulls(column.Rules.NullValues, nulls)} into source{Elsewhere(nulls)}") + OrWords;
    }

    /// <summary>Says that numbers could be days without separators, if they could be; what they are read as
    /// stays.</summary>
    public bool LikeDays(ColumnType readAs)
    {
        var forms = column.Compact.Forms(column.Total - (readAs is ColumnType.Integer ? 0 : column.Count(Sign)));
        if (forms.Count == 0)
            return false;
        var type = forms[0].Contains('H', StringComparison.Ordinal) ? ColumnType.Timestamp : ColumnType.Date;
        var what = type is ColumnType.Date ? "days" : "times";
        var lines = string.Join(" or ", forms.Select(form => Schema(type, form)));
        findings.Warn(
            $"{Column}: all its values could be {what} without separators, and are read as {Plural(readAs)}."
            + Lines($" Write {lines} if they are {what}, or {Schema(readAs)}."),
            column.Name, null, Plural(readAs), Allowed(lines));
        return true;
    }

    /// <summary>Says which times are cut: two that differ in less than a microsecond become one.</summary>
    public void CutsTimes()
    {
        if (column.Finer is not { } finer)
            return;
        findings.Warn(
            $"{Where(finer.Row)}: {Value(finer.Text)} has more digits of a second than a timestamp holds, which are 6;"
            + $" {Such(finer.Count)} cut."
            + Lines($" If the column holds names rather than times, write {KeepWords}."),
            column.Name, finer.Row, findings.Cell(finer.Text), "at most 6 digits of a second");
    }

    public void SomeZones((long Row, string Text, long Count) first) => findings.Warn(
        $"{Where(first.Row)}: {Value(first.Text)} has no zone, and other values have one; all are taken as words."
        + Lines($" Write {KeepWords} to say that it is so."),
        column.Name, first.Row, findings.Cell(first.Text), Allowed(KeepWords));

    public void FoundDays(string pattern, ColumnType type) => findings.Warn(
        $"{Column}: its values are read as {Plural(type)} of the form {pattern}, the only one that fits them all."
        + Lines($" Write {Schema(type, pattern)} to say that it is so, or {KeepWords} for words."),
        column.Name, null, Plural(type), Allowed(Schema(type, pattern)));

    public ColumnPlan? EitherDay(OddValues odd, DayForm[] forms)
    {
        var first = column.First(Text)!.Value;
        var lines = forms.Select(odd.Written).Select(written => Schema(
            column.Declared ?? (written.HasTime ? ColumnType.Timestamp : ColumnType.Date),
            written.Pattern));
        var all = string.Join(" or ", lines);
        Ask(
            $"{Where(first.Row)}: of {Value(first.Text)} it can't be seen which number is the day, the month or the"
            + " year, nor of any other value of the column."
            + $"{Lines($" Write {all}, or {KeepWords} for words.")}{LeaveOut}",
            column.Name, first.Row, findings.Cell(first.Text), Allowed(all));
        return null;
    }

    public ColumnPlan? NoTime(ColumnType type)
    {
        var line = EpochLine();
        findings.Add(
            $"{Column} holds {Plural(type)}, and the split goes by the time in it."
            + (line is null ? "" : Lines($" If they count since 1970, or are days, write {line}.")),
            column.Name, null, Plural(type), line is null ? "dates or timestamps" : Allowed(line));
        return null;
    }

    /// <summary>Says of milliseconds since 1970 that all are of its first months, as seconds would be.</summary>
    public void EarlyTimes()
    {
        if (column.Format!.Pattern != TimeFormat.EpochMillis || column.Digits is not (>= 9, <= 10))
            return;
        var right = Schema(column.Declared!.Value, TimeFormat.EpochSeconds);
        findings.Warn(
            $"{Column}: as milliseconds since 1970 all its values fall into January to April 1970."
            + Lines($" Write {right} if they are seconds."),
            column.Name, null, $"numbers of {column.Digits.Least} to {column.Digits.Most} digits", Allowed(right));
    }

    /// <summary>What goes behind the refusal of a number of time that is too large for seconds.</summary>
    public string OtherEpoch(string text) =>
        column.Format!.Pattern == TimeFormat.EpochSeconds && text.Length is 12 or 13 && text.All(char.IsAsciiDigit)
            ? Lines($"; as milliseconds it is read with {Schema(column.Declared!.Value, TimeFormat.EpochMillis)}")
            : "";

    /// <summary>Seconds or milliseconds since 1970, or days without separators, by how many digits there are.</summary>
    private string? EpochLine() => column.Digits switch
    {
        (>= 9, <= 10) => Schema(ColumnType.Timestamp, TimeFormat.EpochSeconds),
        (>= 12, <= 13) => Schema(ColumnType.Timestamp, TimeFormat.EpochMillis),
        (8, 8) => Schema(ColumnType.Date, "yyyyMMdd"),
        _ => null,
    };
}
