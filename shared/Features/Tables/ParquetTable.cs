using Apache.Arrow.Types;
using ParquetSharp;
using ParquetSharp.Arrow;

using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Tables;

/// <summary>
/// Reads a table out of Parquet: row groups side by side, words by their dictionary so that each is decoded once.
/// </summary>
internal static class ParquetTable
{
    static ParquetTable() => LeftMemory.TakeFromSystem();

    public static IReadOnlyList<(string Name, ColumnType? Type)> ReadColumns(string path)
    {
        using var reader = Open(path, ArrowReaderProperties.GetDefault());
        return [.. reader.Schema.FieldsList.Select(field => (field.Name, ArrowValues.TypeOf(field.DataType)))];
    }

    /// <summary>A note that whoever wrote the file left in it; null where there is none of this name.</summary>
    public static string? ReadNote(string path, string name)
    {
        using var reader = Open(path, ArrowReaderProperties.GetDefault());
        return reader.ParquetReader.FileMetaData.KeyValueMetadata.GetValueOrDefault(name);
    }

    /// <summary>How many rows there are, and what a row takes once it is read: at least, since words have a dictionary
    /// beside them.</summary>
    public static (int Rows, long BytesOfRow) Measure(string path, IReadOnlyCollection<string>? wanted)
    {
        var (chosen, starts) = Look(path, wanted);
        return (starts[^1], chosen.Sum(c => (long)c.Pending(rows: 0, isWide: false).BytesOfValue));
    }

    public static Table Read(string path, IReadOnlyCollection<string>? wanted)
    {
        var (chosen, starts) = Look(path, wanted);
        var columns = Read(path, chosen, starts, isWide: false);
        // A column of very many words is rare enough to be read twice; the others take half the memory.
        var again = chosen.Where((_, c) => columns[c] is null).ToArray();
        var wide = new Queue<TableColumn?>(again.Length == 0 ? [] : Read(path, again, starts, isWide: true));
        // What was unpacked on the way is more than what is kept.
        if (starts[^1] >= RowRanges.Size)
            LeftMemory.GiveBackNative();
        return new Table([.. columns.Select(c => c ?? wide.Dequeue()!)], starts[^1]);
    }

    private static (Choice[] Chosen, int[] Starts) Look(string path, IReadOnlyCollection<string>? wanted)
    {
        using var reader = Open(path, ArrowReaderProperties.GetDefault());
        var chosen = Choose(reader, wanted);
        for (var c = 0; c < chosen.Length; c++)
            chosen[c] = chosen[c] with { Range = RangeOf(reader, chosen[c]) };
        return (chosen, StartsOf(reader));
    }

    private static TableColumn?[] Read(string path, Choice[] chosen, int[] starts, bool isWide)
    {
        if (chosen.Length == 0) return [];
        var rows = starts[^1];
        var pending = Array.ConvertAll(chosen, c => c.Pending(rows, isWide));
        using var properties = ArrowReaderProperties.GetDefault();
        properties.UseThreads = false;
        properties.BatchSize = RowRanges.Size;
        foreach (var column in pending.Where(c => c.IsWords))
            properties.SetReadDictionary(column.Leaf, true);
        _ = Parallel.For(
            0,
            starts.Length - 1,
            () => Open(path, properties),
            (group, _, reader) =>
            {
                ReadGroup(reader, group, starts[group], pending);
                return reader;
            },
            reader => reader.Dispose());
        var columns = new TableColumn?[pending.Length];
        _ = Parallel.For(0, pending.Length, c => columns[c] = pending[c].Finish());
        return columns;
    }

    private static void ReadGroup(FileReader reader, int group, int row, PendingColumn[] pending)
    {
        using var stream = reader.GetRecordBatchReader([group], [.. pending.Select(c => c.Leaf)]);
        while (stream.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch)
        {
            using (batch)
            {
                for (var c = 0; c < pending.Length; c++)
                    pending[c].Add(batch.Column(c), row);
                row += batch.Length;
            }
        }
    }

    // What the file says about the range of whole numbers; null when it does not.
    private static (double Min, double Max)? RangeOf(FileReader reader, Choice column)
    {
        if (column.Type == ColumnType.Boolean) return (0, 1);
        if (column.Type != ColumnType.Integer || !column.IsSigned) return null;
        var (min, max) = (0.0, 0.0);
        for (var group = 0; group < reader.NumRowGroups; group++)
        {
            using var rows = reader.ParquetReader.RowGroup(group);
            using var chunk = rows.MetaData.GetColumnChunkMetaData(column.Leaf);
            using var statistics = chunk.Statistics;
            if (statistics is not { HasMinMax: true }) return null;
            var (low, high) = statistics switch
            {
                Statistics<int> s => (s.Min, s.Max),
                Statistics<long> s => ((double)s.Min, (double)s.Max),
                _ => (double.MinValue, double.MaxValue),
            };
            (min, max) = (Math.Min(min, low), Math.Max(max, high));
        }
        return (min, max);
    }

    // The first row of each row group, and after the last of them the number of rows.
    private static int[] StartsOf(FileReader reader)
    {
        var starts = new int[reader.NumRowGroups + 1];
        for (var group = 0; group < reader.NumRowGroups; group++)
        {
            using var rows = reader.ParquetReader.RowGroup(group);
            var end = starts[group] + rows.MetaData.NumRows;
            if (end > Array.MaxLength)
                throw new InvalidDataException($"The data has more than {Array.MaxLength} rows; take a part of it.");
            starts[group + 1] = (int)end;
        }
        return starts;
    }

    private static Choice[] Choose(FileReader reader, IReadOnlyCollection<string>? wanted)
    {
        var fields = reader.Schema.FieldsList;
        var leaves = LeavesOf(reader);
        if (wanted?.FirstOrDefault(name => fields.All(f => f.Name != name)) is { } unknown)
            throw new InvalidDataException($"The data has no column '{unknown}'.");
        var chosen = new List<Choice>();
        foreach (var field in fields.Where(f => wanted is null || wanted.Contains(f.Name)))
        {
            if (ArrowValues.TypeOf(field.DataType) is { } type)
                chosen.Add(new Choice(
                    field.Name, type, leaves[field.Name], field.DataType is not UInt64Type and not UInt32Type));
            else if (wanted is not null)
                throw new InvalidDataException(
                    $"Column '{field.Name}' holds {field.DataType.Name} values, which can't be used.");
        }
        // Batches bring columns in the order of the leaves.
        return [.. chosen.OrderBy(c => c.Leaf)];
    }

    // Nested fields have several leaves each, so the place of a field is not the place of its leaf.
    private static Dictionary<string, int> LeavesOf(FileReader reader)
    {
        var schema = reader.ParquetReader.FileMetaData.Schema;
        var leaves = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var leaf = 0; leaf < schema.NumColumns; leaf++)
            _ = leaves.TryAdd(schema.Column(leaf).Path.ToDotVector()[0], leaf);
        return leaves;
    }

    private static FileReader Open(string path, ArrowReaderProperties properties)
    {
        try
        {
            return new FileReader(path, arrowProperties: properties);
        }
        catch (ParquetException unreadable)
        {
            throw new InvalidDataException($"'{Path.GetFileName(path)}' can't be read as Parquet.", unreadable);
        }
    }

    private sealed record Choice(string Name, ColumnType Type, int Leaf, bool IsSigned)
    {
        public (double Min, double Max)? Range { get; init; }

        public PendingColumn Pending(int rows, bool isWide) => Type is ColumnType.Category
            ? PendingColumn.Words(Name, Type, Leaf, rows, isWide)
            : PendingColumn.Numbers(Name, Type, Leaf, rows, Range);
    }
}
