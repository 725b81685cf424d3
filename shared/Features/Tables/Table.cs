using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Tables;

/// <summary>Raw rows in memory, by column: what features are fitted on and applied to.</summary>
public sealed class Table
{
    private readonly Dictionary<string, TableColumn> _byName;

    /// <summary>Puts columns of equal length together.</summary>
    public Table(IReadOnlyList<TableColumn> columns, int rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.FirstOrDefault(c => c.Rows != rows) is { } odd)
            throw new ArgumentException($"Column '{odd.Name}' has {odd.Rows} rows, not {rows}.");
        Columns = columns;
        Rows = rows;
        _byName = columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
    }

    /// <summary>The columns, in the order of the source.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>The column of this name, if there is one.</summary>
    public TableColumn? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Reads columns of a Parquet file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns to read; null means all that have one of our types.</param>
    /// <exception cref="InvalidDataException">The file is no Parquet, or a column is not there or of a type we have
    /// not.</exception>
    public static Table ReadParquet(string path, IReadOnlyCollection<string>? columns = null) =>
        ParquetTable.Read(path, columns);

    /// <summary>How many rows a Parquet file has, and what one of them takes at least once these columns are read, in
    /// bytes.</summary>
    /// <exception cref="InvalidDataException">The file is no Parquet, or a column is not there or of a type we have
    /// not.</exception>
    public static (int Rows, long BytesOfRow) MeasureParquet(
        string path, IReadOnlyCollection<string>? columns = null) => ParquetTable.Measure(path, columns);

    /// <summary>The columns of a Parquet file, in their order; a type that we have not is null.</summary>
    /// <exception cref="InvalidDataException">The file is no Parquet.</exception>
    public static IReadOnlyList<(string Name, ColumnType? Type)> ReadParquetColumns(string path) =>
        ParquetTable.ReadColumns(path);

    /// <summary>The same columns with these rows only, in this order.</summary>
    public Table Take(ReadOnlyMemory<int> rows) => IsRun(rows.Span)
        ? new([.. Columns.Select(c => c.Slice(rows.IsEmpty ? 0 : rows.Span[0], rows.Length))], rows.Length)
        : new([.. Columns.Select(c => c.Take(rows))], rows.Length);

    /// <summary>
    /// The same rows with the columns as a schema declares them: words that are free text, and whole numbers and
    /// booleans that are names.
    /// </summary>
    public Table As(IReadOnlyList<ColumnDefinition> schema)
    {
        var table = this;
        foreach (var declared in schema)
        {
            var converted = (declared.Type, Find(declared.Name)) switch
            {
                (ColumnType.Text, WordColumn words) => words.As(ColumnType.Text),
                (ColumnType.Category, NumberColumn numbers) => numbers.AsNames() ?? WordSource.AsWords(numbers),
                (ColumnType.Text, NumberColumn numbers) => numbers.AsNames()?.As(ColumnType.Text),
                _ => null,
            };
            if (converted is not null) table = table.With(converted);
        }
        return table;
    }

    /// <summary>The columns that have whole numbers beyond 2^53 in these rows.</summary>
    public IReadOnlyList<LargeNumbers> Beyond(ReadOnlySpan<int> rows)
    {
        var found = new List<LargeNumbers>();
        foreach (var column in Columns.OfType<NumberColumn>())
        {
            if (column.Beyond(rows) is { } beyond) found.Add(beyond);
        }
        return found;
    }

    /// <summary>
    /// The same rows with whole numbers beyond 2^53 as words: arithmetic would merge neighbours, so they are names.
    /// </summary>
    /// <param name="names">The columns; null means all that have such a number.</param>
    public Table WithNames(IReadOnlyCollection<string>? names = null)
    {
        var table = this;
        foreach (var column in Columns.OfType<NumberColumn>())
        {
            if ((names is null || names.Contains(column.Name)) && column.AsNames() is { } words)
                table = table.With(words);
        }
        return table;
    }

    /// <summary>
    /// The same rows with whole numbers beyond 2^53 missing: a model of numbers can't tell them apart.
    /// </summary>
    /// <param name="except">Columns to leave as they are.</param>
    /// <param name="lost">The columns that have some, and in how many rows.</param>
    public Table WithoutBeyond(
        IReadOnlySet<string> except, out IReadOnlyList<(string Column, int Rows)> lost)
    {
        ArgumentNullException.ThrowIfNull(except);
        var (table, found) = (this, new List<(string, int)>());
        foreach (var column in Columns.OfType<NumberColumn>())
        {
            if (except.Contains(column.Name) || column.WithoutBeyond() is not (var kept, > 0 and var beyond)) continue;
            table = table.With(kept);
            found.Add((column.Name, beyond));
        }
        lost = found;
        return table;
    }

    /// <summary>The same rows with one column in place of the one of its name, or added.</summary>
    public Table With(TableColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return Find(column.Name) is null
            ? new Table([.. Columns, column], Rows)
            : new Table([.. Columns.Select(c => c.Name == column.Name ? column : c)], Rows);
    }

    // Rows in the order of time, split by time, are runs: no copy needed.
    private static bool IsRun(ReadOnlySpan<int> rows)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i] != rows[0] + i) return false;
        }
        return true;
    }
}
