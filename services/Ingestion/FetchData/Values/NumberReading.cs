namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>The way in which most values of a column are numbers.</summary>
/// <param name="Way">The way.</param>
/// <param name="Count">How many values it reads.</param>
/// <param name="Other">Another way that reads as many and gives other numbers: it can't be told which is meant.</param>
internal sealed record NumberReading(NumberFormat Way, long Count, NumberFormat? Other)
{
    /// <summary>Whether DuckDB reads them without help.</summary>
    public bool IsPlain => Way.Unit is null && OddValues.Reads(Way) && !HasOdd;

    /// <summary>Whether some values are not plain numbers.</summary>
    public bool HasOdd { get; init; }

    /// <summary>The best way, those of the source before others.</summary>
    public static NumberReading Of(ColumnProfile column)
    {
        var whole = column.Count(ValueKind.Bit, ValueKind.Integer, ValueKind.ZeroPadded, ValueKind.Huge);
        var point = column.Count(ValueKind.Whole, ValueKind.Number);
        if (column.Odd is not { } odd)
        {
            var source = column.Rules.Numbers;
            return new(point == 0 || OddValues.Reads(source) ? source with { Thousands = null, Decimal = '.' }
                : NumberFormat.Plain, whole + point, null);
        }

        NumberReading? best = null;
        var declared = column.Definition?.Unit;
        foreach (var unit in odd.Units.Prepend(""))
        {
            long CountOf(int way) => unit.Length == 0 || unit == declared
                ? whole + (OddValues.Reads(odd.Ways[way]) ? point : 0) + odd.CountOf(way, "")
                    + (unit.Length == 0 ? 0 : odd.CountOf(way, unit))
                : odd.CountOf(way, unit);

            var counts = Enumerable.Range(0, odd.Ways.Count).Select(CountOf).ToArray();
            var most = counts.Max();
            if (best is not null && most <= best.Count)
                continue;
            var fitting = odd.Ways.Where((_, i) => counts[i] == most).ToArray();
            var way = fitting[0] with { Unit = unit.Length == 0 ? null : unit };
            best = new(way, most, fitting[0] == odd.Ways[0] ? null : Rival(fitting))
            {
                HasOdd = most > whole + point || unit.Length > 0,
            };
        }

        return best!;
    }

    // A comma is before the fraction by the one, and between thousands by the other.
    private static NumberFormat? Rival(NumberFormat[] fitting) =>
        Array.Exists(fitting, way => way.Decimal == ',')
            ? Array.Find(fitting, way => way.Thousands == ',')
            : null;
}
