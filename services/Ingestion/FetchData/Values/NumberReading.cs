namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>The way in which most values of a column are numbers.</summary>
/// <param name="Way">The way.</param>
/// <param name="Count">How many values it reads.</param>
/// <param name="Other">Another way that reads as many and gives other numbers: it can't be told which is meant.</param>
internal sealed record NumberReading(NumberFormat Way, long Count, NumberFormat? Other)
{
    /// <summary>Whether some values are not plain numbers.</summary>
    public bool HasOdd { get; init; }

    /// <summary>Whether the source declares another way, and some values are written in it: read as here they may be
    /// other numbers than were meant.</summary>
    public bool IsAgainstSource { get; init; }

    /// <summary>Whether they are plain numbers, and nothing else can be meant.</summary>
    public bool IsSure => !HasOdd && Other is null && !IsAgainstSource;

    /// <summary>The best way, that of the source before others.</summary>
    /// <param name="column">The column.</param>
    /// <param name="only">The unit that numbers may have; null for any.</param>
    public static NumberReading Of(ColumnProfile column, string? only = null)
    {
        // A number that the format itself knows for one has a point, however texts are written.
        var whole = column.Count(ValueKind.Bit, ValueKind.Integer, ValueKind.ZeroPadded, ValueKind.Huge)
            + column.BarePoints;
        var point = column.Count(ValueKind.Whole, ValueKind.Number) - column.BarePoints;
        if (column.Odd is not { } odd)
        {
            var source = column.Rules.Numbers;
            return new(point == 0 || OddValues.Reads(source) ? source with { Thousands = null, Decimal = '.' }
                : NumberFormat.Plain, whole + point, null);
        }

        NumberReading? best = null;
        var declared = column.Definition?.Unit;
        foreach (var unit in odd.Units.Prepend("").Where(unit => only is null || unit == only))
        {
            long OddOf(int way) => unit.Length == 0 ? odd.CountOf(way, "")
                : odd.CountOf(way, unit) + (unit == declared ? odd.CountOf(way, "") : 0);
            long CountOf(int way) => OddOf(way)
                + (unit.Length == 0 || unit == declared ? whole + (OddValues.Reads(odd.Ways[way]) ? point : 0) : 0);

            var counts = Enumerable.Range(0, odd.Ways.Count).Select(CountOf).ToArray();
            var most = counts.Max();
            if (best is not null && most <= best.Count)
                continue;
            var first = Array.IndexOf(counts, most);
            best = new(
                odd.Ways[first] with { Unit = unit.Length == 0 ? null : unit }, most,
                first == 0 ? null : Rival([.. odd.Ways.Where((_, i) => counts[i] == most)]))
            {
                HasOdd = OddOf(first) > 0 || unit.Length > 0,
                IsAgainstSource = first > 0 && odd.Ways[0] != NumberFormat.Plain && OddOf(0) > 0,
            };
        }

        return best ?? new(odd.Ways[0], 0, null);
    }

    // What is before the fraction by the one is between thousands by the other.
    private static NumberFormat? Rival(NumberFormat[] fitting) => Array.Find(
        fitting, way => way.Decimal != fitting[0].Decimal && way.Thousands == fitting[0].Decimal);
}
