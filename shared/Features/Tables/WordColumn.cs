using System.Numerics;

using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Tables;

/// <summary>Categories and texts: each word once, and for each row which.</summary>
public abstract class WordColumn : TableColumn
{
    private protected WordColumn(string name, ColumnType type, IReadOnlyList<string> words, int rows)
        : base(name, type, rows) => Words = words;

    /// <summary>The words; each stands here once, some may occur in no row.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <inheritdoc/>
    public override Cell this[int row]
    {
        get
        {
            var code = 0;
            ReadCodes(row, new Span<int>(ref code));
            return code < 0 ? Cell.Missing : Cell.Of(Words[code]);
        }
    }

    /// <summary>A column of words by their places; -1 is missing.</summary>
    public static WordColumn Of(string name, ColumnType type, IReadOnlyList<string> words, ReadOnlyMemory<int> codes) =>
        new StoredWords<int>(name, type, words, codes);

    /// <summary>A column of words as they come; null is missing.</summary>
    public static WordColumn Of(string name, ColumnType type, IReadOnlyList<string?> values)
    {
        var words = new List<string>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var codes = new int[values.Count];
        for (var row = 0; row < codes.Length; row++)
        {
            if (values[row] is not { } word) codes[row] = -1;
            else if (places.TryGetValue(word, out var place)) codes[row] = place;
            else
            {
                codes[row] = words.Count;
                places.Add(word, words.Count);
                words.Add(word);
            }
        }
        return Of(name, type, words, codes);
    }

    /// <summary>Reads the places of words from one row on; -1 is missing.</summary>
    public abstract void ReadCodes(int start, Span<int> into);

    /// <summary>The same words under another type.</summary>
    internal abstract WordColumn As(ColumnType type);

    /// <summary>In how many rows each word occurs.</summary>
    internal int[] Count()
    {
        var counts = new int[Words.Count + 1];
        Span<int> codes = stackalloc int[RowBatch.Most];
        for (var row = 0; row < Rows; row += codes.Length)
        {
            var part = codes[..Math.Min(codes.Length, Rows - row)];
            ReadCodes(row, part);
            foreach (var code in part)
                counts[code + 1]++;
        }
        return counts[1..];
    }
}

/// <summary>Places of words as narrow as their number allows.</summary>
internal sealed class StoredWords<T>(string name, ColumnType type, IReadOnlyList<string> words, ReadOnlyMemory<T> codes)
    : WordColumn(name, type, words, codes.Length)
    where T : unmanaged, INumber<T>
{
    public override void ReadCodes(int start, Span<int> into)
    {
        var from = codes.Span.Slice(start, into.Length);
        for (var i = 0; i < from.Length; i++)
            into[i] = int.CreateTruncating(from[i]);
    }

    internal override StoredWords<T> As(ColumnType type) => new(Name, type, Words, codes);

    internal override StoredWords<T> Take(ReadOnlyMemory<int> rows) => new(Name, Type, Words, Gather(codes, rows));

    internal override StoredWords<T> Slice(int start, int count) => new(Name, Type, Words, codes.Slice(start, count));
}
