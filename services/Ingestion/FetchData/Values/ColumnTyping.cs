using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;
using static Trainyard.Ingestion.FetchData.Values.ValueKind;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>
/// Gives each column of a text source its type: the one of the schema, or else the narrowest that all its values
/// have, of boolean, integer, number, date, timestamp, and text when there is none. What is nearly a number or a
/// date, but for values that can't be one, is a finding rather than text.
/// </summary>
internal static class ColumnTyping
{
    public const string WholeNumbers = "a whole number from -9223372036854775808 to 9223372036854775807, such as 42";
    public const string Numbers = "a finite number without thousands separators, such as 1234.5";
    public const string Booleans = "true or false, yes or no, 1 or 0";
    public const string Days = "a day as year-month-day, such as 2001-02-28";
    public const string Times = "a day and a time, such as 2001-02-28T13:45:00";
    private const string OneKindOfTime = "times that all have a zone or all have none";

    private static readonly ValueKind[] Integers = [Bit, Integer, ZeroPadded, Whole];
    private static readonly ValueKind[] AnyNumber = [Bit, Integer, ZeroPadded, Whole, Huge, Number];
    private static readonly ValueKind[] Truths = [Bit, TrueOrFalse, YesOrNo];
    private static readonly ValueKind[] TimesOfDay = [Date, Timestamp, ZonedTimestamp];

    /// <summary>Plans a column, or adds a finding and gives null.</summary>
    public static ColumnPlan? Plan(ColumnProfile column, Findings findings) =>
        column.Declared is { } declared ? Hold(column, declared, findings) : Infer(column, findings);

    private static ColumnPlan? Hold(ColumnProfile column, ColumnType declared, Findings findings)
    {
        var (kinds, allowed) = declared switch
        {
            ColumnType.Integer => (Integers, WholeNumbers),
            ColumnType.Number => (AnyNumber, Numbers),
            ColumnType.Boolean => (Truths, Booleans),
            ColumnType.Date => ([Date], Days),
            ColumnType.Timestamp => (TimesOfDay, Times),
            ColumnType.Category or ColumnType.Text => (Enum.GetValues<ValueKind>(), ""),
            _ => throw declared.NotKnown(),
        };
        if (column.First([.. Enum.GetValues<ValueKind>().Except(kinds)]) is { } misfit)
        {
            Refuse(column, misfit, findings, allowed, Findings.Schema,
                $"is not {Article(declared)}, as the schema says");
            return null;
        }

        return declared is ColumnType.Timestamp && MixesZones(column, findings, Findings.Schema)
            ? null
            : Make(column, declared);
    }

    private static ColumnPlan? Infer(ColumnProfile column, Findings findings)
    {
        if (column.Has(Text) || column.Quoted)
            return Make(column, ColumnType.Category);
        if (column.Has(NotFinite) && column.IsAll([.. AnyNumber, NotFinite]) && !column.IsAll(NotFinite))
            return Refuse(column, column.First(NotFinite)!.Value, findings, Numbers + ", or nothing", Findings.Source,
                "is not a finite number; if it means that the value is missing, name it in null_values");
        if (column.Has(Huge) && column.IsAll([.. Integers, Huge]))
            return Refuse(column, column.First(Huge)!.Value, findings, WholeNumbers, Findings.Source,
                "does not fit into 64 bits; declare the column as number or category in the schema");
        if (column.Has(ImpossibleDate) && column.IsAll(ImpossibleDate, Date) && column.Has(Date))
            return Refuse(column, column.First(ImpossibleDate)!.Value, findings, Days, Findings.Source,
                "is no day of the calendar");
        if (column.Has(ImpossibleTimestamp) && column.IsAll([.. TimesOfDay, ImpossibleTimestamp])
            && !column.IsAll(ImpossibleTimestamp))
            return Refuse(column, column.First(ImpossibleTimestamp)!.Value, findings, Times, Findings.Source,
                "is no time of the calendar");
        var type = Narrowest(column);
        return type is ColumnType.Timestamp && MixesZones(column, findings, Findings.Source)
            ? null
            : Make(column, type);
    }

    private static ColumnType Narrowest(ColumnProfile column)
    {
        if (column.IsAll(TrueOrFalse)) return ColumnType.Boolean;
        if (column.IsAll(Bit, Integer)) return ColumnType.Integer;
        if (column.IsAll(Bit, Integer, Whole, Huge, Number)) return ColumnType.Number;
        if (column.IsAll(Date)) return ColumnType.Date;
        return column.IsAll(TimesOfDay) ? ColumnType.Timestamp : ColumnType.Category;
    }

    private static bool MixesZones(ColumnProfile column, Findings findings, string rule)
    {
        if (!column.Has(ZonedTimestamp) || column.IsAll(ZonedTimestamp))
            return false;
        _ = Refuse(column, column.First(Date, Timestamp)!.Value, findings, OneKindOfTime, rule,
            "has no zone, and other values have one");
        return true;
    }

    private static ColumnPlan? Refuse(
        ColumnProfile column, (long Row, string Text, long Count) first, Findings findings, string allowed,
        string rule, string what)
    {
        var others = first.Count == 1 ? "" : $" {first.Count} values of the column are like that.";
        findings.Add(
            findings.ShowCells
                ? $"row {first.Row}, column {Shown.Value(column.Name)}: '{first.Text}' {what}."
                + $" It should be {allowed}.{others}"
                : $"row {first.Row}, a column: {findings.Cell("")} {what}. It should be {allowed}.{others}",
            column.Name, first.Row, findings.Cell(first.Text), allowed, rule);
        return null;
    }

    private static ColumnPlan Make(ColumnProfile column, ColumnType type)
    {
        var name = Sql.Name(column.Name);
        var text = column.Padded ? $"trim({name})" : name;
        var asText = column.Padded || column.Quoted;
        return type switch
        {
            ColumnType.Integer => Cast(asText || column.Has(Whole)),
            ColumnType.Number or ColumnType.Date => Cast(asText),
            ColumnType.Timestamp when column.UnusualTime => new(column.Name, type, "VARCHAR", Time(column, text)),
            ColumnType.Timestamp => Cast(asText),
            ColumnType.Boolean => new(column.Name, type, "VARCHAR", $"lower({text}) IN ('true', 't', 'yes', 'y', '1')"),
            ColumnType.Category or ColumnType.Text => new(column.Name, type, "VARCHAR", name),
            _ => throw type.NotKnown(),
        };

        ColumnPlan Cast(bool throughText)
        {
            var target = SnapshotTypes.Of(type);
            return new(column.Name, type, throughText ? "VARCHAR" : target, $"CAST({text} AS {target})");
        }
    }

    // Seconds are filled in, fractions cut to the microsecond, offsets given their colon, zones turned to UTC.
    private static string Time(ColumnProfile column, string text)
    {
        var seconds = $@"regexp_replace({text}, '^(.{{16}})($|Z|[+-])', '\1:00\2')";
        var micros = $@"regexp_replace({seconds}, '(\.\d{{6}})\d+', '\1')";
        return column.Has(ZonedTimestamp)
            ? $@"CAST(regexp_replace({micros}, '([+-]\d\d)(\d\d)$', '\1:\2') AS TIMESTAMPTZ) AT TIME ZONE 'UTC'"
            : $"CAST({micros} AS TIMESTAMP)";
    }

    private static string Article(ColumnType type) => type switch
    {
        ColumnType.Integer => "an integer",
        _ => "a " + SnapshotTypes.Word(type),
    };
}
