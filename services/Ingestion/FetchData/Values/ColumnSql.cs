using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;
using static Trainyard.Pipelines.Values.ValueKind;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>The SQL that makes the values of a column from what was read.</summary>
/// <param name="column">The column.</param>
/// <param name="function">The name that a reader of its values has in SQL.</param>
internal sealed class ColumnSql(ColumnProfile column, string function)
{
    /// <summary>Numbers in a way that DuckDB does not know.</summary>
    public ColumnPlan Numbers(NumberFormat way) =>
        new(column.Name, ColumnType.Number, "VARCHAR", $"{function}({Value})")
        {
            SourceName = column.SourceName,
            Numbers = way,
            Function = function,
            Form = new() { Numbers = way == NumberFormat.Plain ? null : way },
        };

    /// <summary>Times in a form that DuckDB does not know.</summary>
    public ColumnPlan Times(TimeFormat format, ColumnType type) =>
        new(column.Name, type, "VARCHAR",
            $"CAST(make_timestamp({function}({Value})) AS {SnapshotTypes.Of(type)})")
        {
            SourceName = column.SourceName,
            Times = format,
            Function = function,
            Form = new()
            {
                Times = format.Pattern,
                // Of a form that was found, all values have the zone that it has.
                HasZone = format.IsEpoch || (column.Format is null ? format.HasZone : column.Zoned > 0),
            },
        };

    // What was read as a text has its blanks taken off here, and then may be nothing.
    private string Value
    {
        get
        {
            var name = column.Raw;
            if (!column.Padded)
                return name;
            var text = $"trim({name}, {Sql.Blanks})";
            return column.Rules.Trims
                ? $"CASE WHEN {text} NOT IN ({Sql.Texts([string.Empty, .. column.Rules.NullValues])}) THEN {text} END"
                : text;
        }
    }

    /// <summary>Values as the type is written by itself.</summary>
    public ColumnPlan Of(ColumnType type)
    {
        var text = Value;
        var asText = column.Padded || column.Quoted > 0;
        return type switch
        {
            ColumnType.Integer => Cast(asText || column.Has(Whole)),
            ColumnType.Number or ColumnType.Date => Cast(asText),
            ColumnType.Timestamp when column.UnusualTime => As("VARCHAR", Time(text)),
            ColumnType.Timestamp => Cast(asText),
            ColumnType.Boolean => As("VARCHAR", $"lower({text}) IN ({Sql.Texts(TruthWords.True)})"),
            ColumnType.Category or ColumnType.Text =>
                As("VARCHAR", column.Rules.Trims ? text : column.Raw),
            _ => throw type.NotKnown(),
        };

        ColumnPlan Cast(bool throughText)
        {
            var target = SnapshotTypes.Of(type);
            return As(throughText ? "VARCHAR" : target, $"CAST({text} AS {target})");
        }

        ColumnPlan As(string readAs, string expression) =>
            new(column.Name, type, readAs, expression) { SourceName = column.SourceName, Form = FormOf(type) };
    }

    // Plain numbers that say nothing against the way of the source: others may come in it.
    private ColumnForm FormOf(ColumnType type)
    {
        if (type is ColumnType.Timestamp)
            return new() { HasZone = column.Has(ZonedTimestamp) };
        if (type is not (ColumnType.Integer or ColumnType.Number))
            return new();
        var unit = column.Definition?.Unit;
        var way = column.Rules.Numbers with { Unit = NumberUnits.Knows(unit) ? unit : null };
        var hasPoints = column.Count(Whole, Number) > column.BarePoints;
        return new() { Numbers = way == NumberFormat.Plain || (hasPoints && !OddValues.Reads(way)) ? null : way };
    }

    // Seconds are filled in, fractions cut to the microsecond, offsets given their colon, zones turned to UTC.
    private string Time(string text)
    {
        var seconds = $@"regexp_replace({text}, '^(.{{16}})($|Z|[+-])', '\1:00\2')";
        var micros = $@"regexp_replace({seconds}, '(\.\d{{6}})\d+', '\1')";
        return column.Has(ZonedTimestamp)
            ? $@"CAST(regexp_replace({micros}, '([+-]\d\d)(\d\d)$', '\1:\2') AS TIMESTAMPTZ) AT TIME ZONE 'UTC'"
            : $"CAST({micros} AS TIMESTAMP)";
    }
}
