using System.Runtime.CompilerServices;

using Apache.Arrow;

using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Tables;

/// <summary>A column while it is read. Batches may come in any order, from several threads.</summary>
internal abstract class PendingColumn(string name, ColumnType type, int leaf)
{
    /// <summary>From here on a double can't tell a whole number from its neighbour.</summary>
    private const double Exact = 9_007_199_254_740_992;

    protected string Name => name;

    protected ColumnType Type => type;

    public int Leaf => leaf;

    public bool IsWords => type is ColumnType.Category or ColumnType.Text;

    /// <summary>What one value takes.</summary>
    public abstract int BytesOfValue { get; }

    public abstract void Add(IArrowArray array, int row);

    /// <summary>The column; null when it turned out to need wider memory.</summary>
    public abstract TableColumn? Finish();

    /// <summary>The narrowest memory for numbers of this range; for any number when the range is not known.</summary>
    public static PendingColumn Numbers(
        string name, ColumnType type, int leaf, int rows, (double Min, double Max)? range) =>
        range switch
        {
            ( > short.MinValue, <= short.MaxValue) => new PendingNumbers<short>(name, type, leaf, rows),
            ( > int.MinValue, <= int.MaxValue) => new PendingNumbers<int>(name, type, leaf, rows),
            ( > -Exact, < Exact) => new PendingNumbers<double>(name, type, leaf, rows),
            ( > long.MinValue, < long.MaxValue) => new PendingNumbers<long>(name, type, leaf, rows),
            _ when type == ColumnType.Integer => new PendingNumbers<Int128>(name, type, leaf, rows),
            _ => new PendingNumbers<double>(name, type, leaf, rows),
        };

    /// <summary>Memory for words, at first for fewer than 32,768 of them.</summary>
    public static PendingColumn Words(string name, ColumnType type, int leaf, int rows, bool isWide) => isWide
        ? new PendingWords<int>(name, type, leaf, rows)
        : new PendingWords<short>(name, type, leaf, rows);
}

internal sealed class PendingNumbers<T>(
    string name, ColumnType type, int leaf, int rows) : PendingColumn(name, type, leaf)
    where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T>
{
    private readonly T[] _values = GC.AllocateUninitializedArray<T>(rows);

    public override int BytesOfValue => Unsafe.SizeOf<T>();

    public override void Add(IArrowArray array, int row) =>
        ArrowValues.ToNumbers(array, _values.AsSpan(row, array.Length));

    public override StoredNumbers<T> Finish() => new(Name, Type, _values);
}

/// <summary>Words that are still those of each batch; in the end each gets one place for all.</summary>
internal sealed class PendingWords<T>(
    string name, ColumnType type, int leaf, int rows) : PendingColumn(name, type, leaf)
    where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T>
{
    private static readonly int Most = int.CreateTruncating(T.MaxValue);

    private readonly T[] _codes = GC.AllocateUninitializedArray<T>(rows);
    private readonly List<(int Row, int Count, string[] Words)> _batches = [];

    public override int BytesOfValue => Unsafe.SizeOf<T>();

    public override void Add(IArrowArray array, int row)
    {
        var dictionary = (DictionaryArray)array;
        var words = ArrowValues.ToWords(dictionary.Dictionary);
        ArrowValues.ToCodes(dictionary.Indices, _codes.AsSpan(row, array.Length));
        lock (_batches)
            _batches.Add((row, array.Length, words));
    }

    // In the order of the rows, which is the same on any number of cores.
    public override TableColumn? Finish()
    {
        var words = new List<string>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var batch in _batches.OrderBy(b => b.Row))
        {
            if (batch.Words.Length >= Most) return null;
            var renumbered = new T[batch.Words.Length + 1];
            renumbered[0] = T.CreateTruncating(-1);
            var changed = false;
            for (var w = 0; w < batch.Words.Length; w++)
            {
                if (!places.TryGetValue(batch.Words[w], out var place))
                {
                    place = words.Count;
                    places.Add(batch.Words[w], place);
                    words.Add(batch.Words[w]);
                }
                renumbered[w + 1] = T.CreateTruncating(place);
                changed |= place != w;
            }
            if (words.Count >= Most) return null;
            if (!changed) continue;
            foreach (ref var code in _codes.AsSpan(batch.Row, batch.Count))
                code = renumbered[int.CreateTruncating(code) + 1];
        }
        return new StoredWords<T>(Name, Type, words, _codes);
    }
}
