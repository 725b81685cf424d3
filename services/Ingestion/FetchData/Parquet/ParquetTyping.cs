using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Expressions;

namespace Trainyard.Ingestion.FetchData.Parquet;

/// <summary>How a column becomes one of the snapshot.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expression">The SQL that makes its values.</param>
/// <param name="Misfit">A WHERE that finds values which don't fit; null when all do.</param>
/// <param name="Allowed">What would fit.</param>
internal sealed record ParquetPlan(string Name, string Expression, string? Misfit = null, string? Allowed = null)
{
    /// <summary>What the snapshot calls it.</summary>
    public string As { get; init; } = Name;

    /// <summary>How its values are written.</summary>
    public ColumnForm Form { get; init; } = new();

    /// <summary>Whether its values are times.</summary>
    public bool IsTime { get; init; }

    /// <summary>A WHERE that finds values which are rounded, or cut where they are times.</summary>
    public string? Rounded { get; init; }
}

/// <summary>
/// Maps Parquet's types. Whole numbers of any width become integers, floats and decimals numbers, timestamps of any
/// unit those of microseconds, zoned ones in UTC. NaN means that a value is missing: some writers have no other way
/// to say so.
/// </summary>
internal static class ParquetTyping
{
    private const string Nanoseconds = "TIMESTAMP_NS";
    private const string Calendar = "of the years 1 to 9999";

    public static ParquetPlan? Plan(ParquetColumn column, ColumnType? wanted, bool mayBeIgnored, Findings findings)
    {
        if (TypeOf(column) is not { } own)
            return Unsupported(column, mayBeIgnored, findings);
        var x = column.Value;
        var plain = Plain(column, own, x);
        return (own, wanted ?? own) switch
        {
            // All digits of a number are a word, however many they are.
            (ColumnType.Integer, ColumnType.Category or ColumnType.Text) => new(column.Name, $"CAST({x} AS VARCHAR)"),
            (ColumnType.Number, ColumnType.Category or ColumnType.Text) => column.IsDecimal
                ? new(column.Name, $"CAST({x} AS VARCHAR)")
                : new(column.Name, WithoutPoint(x, $"CAST({x} AS VARCHAR)")),
            // What no calendar has is a word as well, and has all its digits.
            (ColumnType.Date or ColumnType.Timestamp, ColumnType.Category or ColumnType.Text) => new(
                column.Name, $"CAST({(column.DuckDbType == Nanoseconds ? x : plain.Expression)} AS VARCHAR)"),
            (_, ColumnType.Category or ColumnType.Text) =>
                plain with { Expression = $"CAST({plain.Expression} AS VARCHAR)" },
            (var a, var b) when a == b => plain,
            (ColumnType.Integer, ColumnType.Number) =>
                plain with { Expression = $"CAST({x} AS DOUBLE)", Misfit = null, Rounded = Beyond(x) },
            (ColumnType.Number, ColumnType.Integer) => new(
                column.Name,
                $"CAST({plain.Expression} AS BIGINT)",
                $"WHERE NOT isnan(CAST({x} AS DOUBLE)) AND (abs(CAST({x} AS DOUBLE)) >= 9223372036854775808"
                + $" OR CAST({x} AS DOUBLE) <> trunc(CAST({x} AS DOUBLE)))",
                ColumnTyping.WholeNumbers),
            (ColumnType.Integer, ColumnType.Boolean) => new(
                column.Name, $"{x} = 1", $"WHERE {x} NOT IN (0, 1)", ColumnTyping.Booleans),
            (ColumnType.Timestamp, ColumnType.Date) => new(
                column.Name, $"CAST({plain.Expression} AS DATE)",
                // Either way round: what no calendar has, has no day that it could be cut to.
                $"{plain.Misfit} OR CASE WHEN {IsInCalendar(plain.Expression)}"
                + $" THEN {plain.Expression} <> date_trunc('day', {plain.Expression}) END",
                "a day without a time")
            {
                IsTime = true,
                Rounded = plain.Rounded,
            },
            (ColumnType.Date, ColumnType.Timestamp) => plain with { Expression = $"CAST({x} AS TIMESTAMP)" },
            (_, var other) => Refuse(column, own, other, findings),
        };
    }

    /// <summary>The SQL of a value as a text. A whole number is one without a point also where it came as a float, as
    /// some writers have it that know no other way to leave one out.</summary>
    public static string Word(ParquetColumn column)
    {
        var x = column.Value;
        // Some writers leave the mark out that bytes are text.
        if (column.IsBytes)
            return $"TRY(decode({x}))";
        return column.DuckDbType is "FLOAT" or "DOUBLE"
            ? WithoutPoint(x, $"CAST(CAST({x} AS DOUBLE) AS VARCHAR)")
            : $"CAST({x} AS VARCHAR)";
    }

    /// <summary>The SQL that tells bytes that are no text.</summary>
    public static string IsNoText(ParquetColumn column) =>
        $"{Sql.Name(column.Name)} IS NOT NULL AND {Word(column)} IS NULL";

    private static string WithoutPoint(string x, string otherwise) =>
        $"CASE WHEN isnan({x}) THEN NULL WHEN abs({x}) < 1e15 AND {x} = trunc({x})"
        + $" THEN CAST(CAST({x} AS BIGINT) AS VARCHAR) ELSE {otherwise} END";

    private static ParquetPlan Plain(ParquetColumn column, ColumnType own, string x) => own switch
    {
        ColumnType.Integer when column.DuckDbType is "UBIGINT" or "HUGEINT" or "UHUGEINT" || column.IsDecimal => new(
            column.Name, $"CAST({x} AS BIGINT)",
            $"WHERE {x} IS NOT NULL AND TRY_CAST({x} AS BIGINT) IS NULL", ColumnTyping.WholeNumbers),
        ColumnType.Integer => new(column.Name, $"CAST({x} AS BIGINT)"),
        ColumnType.Number when column.IsDecimal => new(column.Name, $"CAST({x} AS DOUBLE)")
        {
            Rounded = $"{Beyond(x)} OR length(trim(replace(CAST(abs({x}) AS VARCHAR), '.', ''), '0'))"
                + $" > {LostDigits.Enough}",
        },
        ColumnType.Number => new(
            column.Name, $"CAST(CASE WHEN isnan({x}) THEN NULL ELSE {x} END AS DOUBLE)", $"WHERE isinf({x})",
            ColumnTyping.Numbers),
        ColumnType.Timestamp when column.DuckDbType == "TIMESTAMP WITH TIME ZONE" =>
            InCalendar(column.Name, x, $"({x} AT TIME ZONE 'UTC')", "a time") with
            {
                Form = new() { HasZone = true },
            },
        ColumnType.Timestamp => InCalendar(column.Name, x, $"TRY_CAST({x} AS TIMESTAMP)", "a time") with
        {
            IsTime = true,
            Rounded = column.DuckDbType == Nanoseconds ? Finer(x) : null,
        },
        ColumnType.Date => InCalendar(column.Name, x, x, "a day"),
        ColumnType.Category when column.IsBytes => new(
            column.Name, Word(column), $"WHERE {IsNoText(column)}", "UTF-8 text"),
        ColumnType.Boolean or ColumnType.Category or ColumnType.Text =>
            new(column.Name, $"CAST({x} AS {SnapshotTypes.Of(own)})"),
        _ => throw own.NotKnown(),
    };

    /// <summary>Parquet's days and times reach further than a calendar, and hold two infinities.</summary>
    private static ParquetPlan InCalendar(string name, string x, string time, string what) => new(
        name, time, $"WHERE {x} IS NOT NULL AND NOT coalesce({IsInCalendar(time)}, false)", $"{what} {Calendar}");

    private static string Beyond(string x) => $"WHERE abs({x}) > 9007199254740992";

    // Infinities are no number of nanoseconds.
    private static string Finer(string x) =>
        $"WHERE CASE WHEN isfinite(CAST({x} AS TIMESTAMP)) THEN epoch_ns({x}) % 1000 <> 0 ELSE false END";

    private static string IsInCalendar(string time) =>
        $"({time} >= CAST('0001-01-01' AS DATE) AND {time} < CAST('10000-01-01' AS DATE))";

    public static ColumnType? TypeOf(ParquetColumn column) => column.DuckDbType switch
    {
        "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" => ColumnType.Integer,
        "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "UHUGEINT" => ColumnType.Integer,
        "FLOAT" or "DOUBLE" => ColumnType.Number,
        "BOOLEAN" => ColumnType.Boolean,
        "DATE" => ColumnType.Date,
        "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" or "TIMESTAMP WITH TIME ZONE" =>
            ColumnType.Timestamp,
        _ when column.IsText || column.IsBytes => ColumnType.Category,
        _ when column.IsDecimal =>
            column.DuckDbType.EndsWith(",0)", StringComparison.Ordinal) ? ColumnType.Integer : ColumnType.Number,
        _ => null,
    };

    private static ParquetPlan? Unsupported(ParquetColumn column, bool mayBeIgnored, Findings findings)
    {
        var nested = column.IsNested;
        findings.Add(
            $"column {Shown.Value(column.Name)} is of Parquet type {Shown.Value(column.DuckDbType)}, which "
            + (nested
                ? "is nested; write each value in it as a column of its own"
                : "no pipeline uses; leave the column out")
            + (mayBeIgnored
                ? $". To do without the column, write {Mending.Ignore(column.Name)} into source."
                : ""),
            column.Name, null, Shown.Value(column.DuckDbType),
            "whole numbers, numbers, booleans, texts, dates and timestamps");
        return null;
    }

    private static ParquetPlan? Refuse(ParquetColumn column, ColumnType own, ColumnType wanted, Findings findings)
    {
        var (has, should) = (SnapshotTypes.Word(own), SnapshotTypes.Word(wanted));
        findings.Add(
            $"column {Shown.Value(column.Name)} is of type {has} in the file, and the schema says {should}",
            column.Name, null, has, should, Findings.Schema);
        return null;
    }
}
