using System.Numerics;

using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Tables;

/// <summary>
/// Integers, numbers, booleans (0 and 1), dates and timestamps (microseconds since 1970), all read as doubles. Whole
/// numbers beyond 2^53 are rounded, as they are in a request.
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

    internal override StoredNumbers<T> Take(ReadOnlyMemory<int> rows) => new(Name, Type, Gather(values, rows));

    internal override StoredNumbers<T> Slice(int start, int count) => new(Name, Type, values.Slice(start, count));
}
