using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Tables;

/// <summary>A raw column in memory.</summary>
public abstract class TableColumn
{
    private protected TableColumn(string name, ColumnType type, int rows)
    {
        Name = name;
        Type = type;
        Rows = rows;
    }

    /// <summary>Its name in the source.</summary>
    public string Name { get; }

    /// <summary>Its type.</summary>
    public ColumnType Type { get; }

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>One value.</summary>
    public abstract Cell this[int row] { get; }

    /// <summary>The same column with these rows only, in this order.</summary>
    internal abstract TableColumn Take(ReadOnlyMemory<int> rows);

    /// <summary>The same column from one row on, without a copy.</summary>
    internal abstract TableColumn Slice(int start, int count);

    private protected static T[] Gather<T>(ReadOnlyMemory<T> values, ReadOnlyMemory<int> rows)
    {
        var taken = GC.AllocateUninitializedArray<T>(rows.Length);
        RowRanges.ForEach(rows.Length, (start, count) =>
        {
            var from = values.Span;
            var wanted = rows.Span.Slice(start, count);
            var into = taken.AsSpan(start, count);
            for (var i = 0; i < wanted.Length; i++)
                into[i] = from[wanted[i]];
        });
        return taken;
    }
}
