namespace Trainyard.Features.Rows;

/// <summary>
/// A few raw rows, out of a table or out of a request. Features see nothing else, so that the same code makes columns
/// of millions of rows and the answer to one.
/// </summary>
internal readonly ref struct RowBatch
{
    /// <summary>Rows of a batch at most: its intermediate values stay in the first-level cache.</summary>
    public const int Most = 1024;

    private readonly ReadOnlySpan<TableColumn> _columns;
    private readonly ReadOnlySpan<Cell> _cells;
    private readonly int _start;
    private readonly int _width;

    /// <summary>Rows of a table, the columns in the order of the inputs.</summary>
    public RowBatch(ReadOnlySpan<TableColumn> columns, int start, int count)
    {
        _columns = columns;
        _start = start;
        Count = count;
    }

    /// <summary>Rows of a request, row by row, the cells of each in the order of the inputs.</summary>
    public RowBatch(ReadOnlySpan<Cell> cells, int count)
    {
        _cells = cells;
        _width = cells.Length / count;
        Count = count;
    }

    /// <summary>How many rows.</summary>
    public int Count { get; }

    /// <summary>The numbers of an input; NaN is missing, and so is what is not finite.</summary>
    public void Numbers(int input, Span<double> into)
    {
        if (!_columns.IsEmpty) ((NumberColumn)_columns[input]).Read(_start, into);
        else
        {
            for (var i = 0; i < into.Length; i++)
            {
                ref readonly var cell = ref _cells[(i * _width) + input];
                into[i] = cell.IsMissing ? double.NaN : cell.Number;
            }
        }
        foreach (ref var value in into)
            value = double.IsFinite(value) ? value : double.NaN;
    }

    /// <summary>The words of an input; null is missing.</summary>
    public void Words(int input, Span<string?> into)
    {
        if (_columns.IsEmpty)
        {
            for (var i = 0; i < into.Length; i++)
                into[i] = _cells[(i * _width) + input].Word;
            return;
        }
        var column = (WordColumn)_columns[input];
        Span<int> codes = stackalloc int[Count];
        column.ReadCodes(_start, codes);
        for (var i = 0; i < codes.Length; i++)
            into[i] = codes[i] < 0 ? null : column.Words[codes[i]];
    }

    /// <summary>For each row the value that a table gives to its word; the first value is for missing.</summary>
    public void Look(int input, ReadOnlySpan<float> byPlace, Span<float> into)
    {
        Span<int> codes = stackalloc int[Count];
        ((WordColumn)_columns[input]).ReadCodes(_start, codes);
        for (var i = 0; i < codes.Length; i++)
            into[i] = byPlace[codes[i] + 1];
    }
}
