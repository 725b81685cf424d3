using System.Globalization;
using System.Numerics;

using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Tables;

/// <summary>
/// Integers, numbers, booleans (0 and 1), dates and timestamps (microseconds since 1970), all read as doubles. Whole
/// numbers beyond 2^53 would be merged by that: see <see cref="Table.WithNames"/>.
/// </summary>
public abstract class NumberColumn : TableColumn
{
    private protected NumberColumn(string name, ColumnType type, int rows)
        : base(name, type, rows)
    {
    }

    /// <inheritdoc/>
    public override Cell this[int row]
    {
        get
        {
            var value = 0.0;
            Read(row, new Span<double>(ref value));
            return Cell.Of(value);
        }
    }

    /// <summary>A column of doubles; NaN is missing.</summary>
    public static NumberColumn Of(string name, ColumnType type, ReadOnlyMemory<double> values) =>
        new StoredNumbers<double>(name, type, values);

    /// <summary>Reads values from one row on; NaN is missing.</summary>
    public abstract void Read(int start, Span<double> into);

    /// <summary>What is beyond 2^53 in these rows; null where doubles hold all of them.</summary>
    internal virtual LargeNumbers? Beyond(ReadOnlySpan<int> rows) => null;

    /// <summary>Each number as a word of its own, digit by digit, where some are beyond 2^53; else null.</summary>
    internal virtual WordColumn? AsNames() => null;

    /// <summary>The same numbers with those beyond 2^53 missing, and how many that are.</summary>
    internal virtual (NumberColumn Column, int Beyond) WithoutBeyond() => (this, 0);
}

/// <summary>
/// Numbers as narrow as their range allows, because fresh memory costs more than the conversion: the lowest value of a
/// whole type stands for missing.
/// </summary>
internal sealed class StoredNumbers<T>(string name, ColumnType type, ReadOnlyMemory<T> values)
    : NumberColumn(name, type, values.Length)
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public override void Read(int start, Span<double> into)
    {
        var from = values.Span.Slice(start, into.Length);
        if (typeof(T) == typeof(double))
        {
            for (var i = 0; i < from.Length; i++)
                into[i] = double.CreateTruncating(from[i]);
            return;
        }
        for (var i = 0; i < from.Length; i++)
            into[i] = from[i] == T.MinValue ? double.NaN : double.CreateTruncating(from[i]);
    }

    internal override LargeNumbers? Beyond(ReadOnlySpan<int> rows)
    {
        if (!CanBeBeyond) return null;
        var (beyond, present) = (0, 0);
        var others = new HashSet<T>();
        foreach (var row in rows)
        {
            var value = values.Span[row];
            if (value == T.MinValue) continue;
            present++;
            if (IsBeyond(value)) beyond++;
            else if (others.Count <= LargeNumbers.Many) _ = others.Add(value);
        }
        return beyond == 0
            ? null
            : new LargeNumbers(Name, beyond, present - beyond, others.Count > LargeNumbers.Many);
    }

    internal override WordColumn? AsNames()
    {
        if (!CanBeBeyond || !HasBeyond()) return null;
        var places = new Dictionary<T, int>();
        var codes = GC.AllocateUninitializedArray<int>(Rows);
        for (var row = 0; row < codes.Length; row++)
        {
            var value = values.Span[row];
            var place = -1;
            if (value != T.MinValue && !places.TryGetValue(value, out place))
                places.Add(value, place = places.Count);
            codes[row] = place;
        }
        string[] words = [.. places.Keys.Select(v => v.ToString(null, CultureInfo.InvariantCulture))];
        return WordColumn.Of(Name, ColumnType.Category, words, codes);
    }

    internal override (NumberColumn Column, int Beyond) WithoutBeyond()
    {
        if (!CanBeBeyond) return (this, 0);
        var kept = values.ToArray();
        var beyond = 0;
        foreach (ref var value in kept.AsSpan())
        {
            if (!IsBeyond(value)) continue;
            value = T.MinValue;
            beyond++;
        }
        return beyond == 0 ? (this, 0) : (new StoredNumbers<T>(Name, Type, kept), beyond);
    }

    // Narrower memory holds nothing beyond, and doubles have lost it.
    private static bool CanBeBeyond => typeof(T) == typeof(long) || typeof(T) == typeof(Int128);

    private bool HasBeyond()
    {
        foreach (var value in values.Span)
        {
            if (IsBeyond(value)) return true;
        }
        return false;
    }

    private static bool IsBeyond(T value)
    {
        var limit = T.CreateTruncating(1L << 53);
        return value != T.MinValue && (value > limit || value < -limit);
    }

    internal override StoredNumbers<T> Take(ReadOnlyMemory<int> rows) => new(Name, Type, Gather(values, rows));

    internal override StoredNumbers<T> Slice(int start, int count) => new(Name, Type, values.Slice(start, count));
}
