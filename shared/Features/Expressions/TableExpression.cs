using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Expressions;

namespace Trainyard.Features.Expressions;

/// <summary>Expressions over the columns of a table.</summary>
public static class TableExpression
{
    /// <summary>The value for each row: a column of booleans, numbers, timestamps or words.</summary>
    /// <exception cref="InvalidDataException">A column is not there, or types don't fit.</exception>
    public static TableColumn Evaluate(string name, Expression expression, Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        TableColumn[] columns = [.. table.Columns];
        return Bind(expression, table) switch
        {
            NumberNode { Type: NodeType.Truth } truth => Truths(name, truth, columns, table.Rows),
            NumberNode number => Numbers(name, number, columns, table.Rows),
            var word => Words(name, (WordNode)word, columns, table.Rows),
        };
    }

    /// <summary>What the expression gives over the columns of a table.</summary>
    /// <exception cref="InvalidDataException">A column is not there, or types don't fit.</exception>
    internal static NodeType TypeOf(Expression expression, Table table) => Bind(expression, table).Type;

    private static ValueNode Bind(Expression expression, Table table)
    {
        try
        {
            return new ExpressionBinder([.. table.Columns.Select(c => (c.Name, c.Type))]).Bind(expression);
        }
        catch (ExpressionMisfitException misfit)
        {
            throw new InvalidDataException(misfit.Message, misfit);
        }
    }

    private static StoredNumbers<sbyte> Truths(string name, NumberNode node, TableColumn[] columns, int rows)
    {
        var values = GC.AllocateUninitializedArray<sbyte>(rows);
        Each(node, columns, rows, (start, batch) =>
        {
            for (var i = 0; i < batch.Length; i++)
                values[start + i] = double.IsNaN(batch[i]) ? sbyte.MinValue : (sbyte)batch[i];
        });
        return new StoredNumbers<sbyte>(name, ColumnType.Boolean, values);
    }

    private static NumberColumn Numbers(string name, NumberNode node, TableColumn[] columns, int rows)
    {
        var values = GC.AllocateUninitializedArray<double>(rows);
        Each(node, columns, rows, (start, batch) => batch.CopyTo(values.AsSpan(start)));
        return NumberColumn.Of(name, node.Type == NodeType.Time ? ColumnType.Timestamp : ColumnType.Number, values);
    }

    private static void Each(
        NumberNode node, TableColumn[] columns, int rows, Action<int, ReadOnlySpan<double>> take) =>
        RowRanges.ForEach(rows, (start, count) =>
        {
            Span<double> values = stackalloc double[RowBatch.Most];
            for (var row = start; row < start + count; row += RowBatch.Most)
            {
                var batch = new RowBatch(columns, row, Math.Min(RowBatch.Most, start + count - row));
                node.Evaluate(batch, values[..batch.Count]);
                take(row, values[..batch.Count]);
            }
        });

    private static WordColumn Words(string name, WordNode node, TableColumn[] columns, int rows)
    {
        var values = new string?[rows];
        for (var row = 0; row < rows; row += RowBatch.Most)
        {
            var batch = new RowBatch(columns, row, Math.Min(RowBatch.Most, rows - row));
            node.Evaluate(batch, values.AsSpan(row, batch.Count));
        }
        return WordColumn.Of(name, ColumnType.Category, values);
    }
}
