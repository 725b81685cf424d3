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

    /// <summary>Whole numbers of which some are beyond 2^53, each as a word of its own, and how many rows have such a
    /// one; null where doubles hold all of them.</summary>
    internal virtual (WordColumn Words, int Beyond)? AsNames() => null;
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

    internal override (WordColumn Words, int Beyond)? AsNames()
    {
        if (typeof(T) != typeof(long) && typeof(T) != typeof(Int128)) return null;
        var limit = T.CreateTruncating(1L << 53);
        var beyond = 0;
        foreach (var value in values.Span)
        {
            if (value != T.MinValue && (value > limit || value < -limit)) beyond++;
        }
        if (beyond == 0) return null;
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
        return (WordColumn.Of(Name, ColumnType.Category, words, codes), beyond);
    }

    internal override StoredNumbers<T> Take(ReadOnlyMemory<int> rows) => new(Name, Type, Gather(values, rows));

    internal override StoredNumbers<T> Slice(int start, int count) => new(Name, Type, values.Slice(start, count));
}
