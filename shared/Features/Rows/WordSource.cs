namespace Trainyard.Features;

/// <summary>
/// Words that no input brings as they are: a whole number or boolean as a word, or the words of several inputs as one.
/// They are made once for each batch of rows, before the features.
/// </summary>
internal sealed record WordSource(IReadOnlyList<int> Inputs, string Separator)
{
    /// <summary>The separator of crosses: the unit separator of ASCII, which no word of a table holds.</summary>
    public const string Unit = "\u001f";

    // Up to so many pairs an array is the quickest dictionary, and takes 16 MB at most.
    private const long SmallPairs = 4 * 1024 * 1024;

    /// <summary>The word of one row.</summary>
    public Cell Make(ReadOnlySpan<Cell> cells, IReadOnlyList<InputColumn> inputs)
    {
        string? whole = null;
        foreach (var input in Inputs)
        {
            if (cells[input].IsMissing) return Cell.Missing;
            var word = cells[input].Word ?? Write(cells[input].Number, inputs[input].Type);
            whole = whole is null ? word : whole + Separator + word;
        }
        return Cell.Of(whole);
    }

    /// <summary>The words of all rows.</summary>
    public WordColumn Make(ReadOnlySpan<TableColumn> columns)
    {
        var made = AsWords(columns[Inputs[0]]);
        for (var i = 1; i < Inputs.Count; i++)
            made = Pair(made, AsWords(columns[Inputs[i]]));
        return made;
    }

    /// <summary>A number, boolean or time as a word.</summary>
    public static string Write(double number, ColumnType type) => type switch
    {
        ColumnType.Boolean => number != 0 ? "true" : "false",
        ColumnType.Date or ColumnType.Timestamp => Times.Write(number, type),
        ColumnType.Integer or ColumnType.Number => number.ToString("R"),
        _ => throw new InvalidOperationException($"A column of type {type} holds words, not numbers."),
    };

    /// <summary>The column itself when it holds words; otherwise each distinct value as a word.</summary>
    public static WordColumn AsWords(TableColumn column)
    {
        if (column is WordColumn words) return words;
        var numbers = (NumberColumn)column;
        var places = new Dictionary<double, int>();
        var codes = GC.AllocateUninitializedArray<int>(column.Rows);
        var buffer = new double[RowBatch.Most];
        for (var start = 0; start < codes.Length; start += buffer.Length)
        {
            var batch = buffer.AsSpan(0, Math.Min(buffer.Length, codes.Length - start));
            numbers.Read(start, batch);
            for (var i = 0; i < batch.Length; i++)
            {
                var place = -1;
                if (!double.IsNaN(batch[i]) && !places.TryGetValue(batch[i], out place))
                    places.Add(batch[i], place = places.Count);
                codes[start + i] = place;
            }
        }
        return WordColumn.Of(
            column.Name, ColumnType.Category, [.. places.Keys.Select(v => Write(v, column.Type))], codes);
    }

    private WordColumn Pair(WordColumn left, WordColumn right)
    {
        var pairs = (long)left.Words.Count * right.Words.Count;
        var small = pairs <= SmallPairs ? new int[pairs] : [];
        var large = new Dictionary<long, int>();
        var words = new List<string>();
        var codes = GC.AllocateUninitializedArray<int>(left.Rows);
        var (a, b) = (new int[RowBatch.Most], new int[RowBatch.Most]);
        for (var start = 0; start < codes.Length; start += RowBatch.Most)
        {
            var count = Math.Min(RowBatch.Most, codes.Length - start);
            left.ReadCodes(start, a.AsSpan(0, count));
            right.ReadCodes(start, b.AsSpan(0, count));
            for (var i = 0; i < count; i++)
            {
                if (a[i] < 0 || b[i] < 0)
                {
                    codes[start + i] = -1;
                    continue;
                }
                var pair = ((long)a[i] * right.Words.Count) + b[i];
                var place = small.Length > 0 ? small[pair] : large.GetValueOrDefault(pair);
                if (place == 0)
                {
                    words.Add(left.Words[a[i]] + Separator + right.Words[b[i]]);
                    place = words.Count;
                    if (small.Length > 0) small[pair] = place;
                    else large[pair] = place;
                }
                codes[start + i] = place - 1;
            }
        }
        return WordColumn.Of(left.Name + right.Name, ColumnType.Category, words, codes);
    }
}
