namespace Trainyard.Ingestion.FetchData.Values;

/// <content>What is said of values that may mean that they are missing.</content>
internal sealed partial class ColumnComplaints
{
    /// <summary>Columns that are named.</summary>
    private const int MostNamed = 3;

    // What is likely comes first: many values, or such as hold digits themselves, are hardly missing ones.
    private string Choice(IReadOnlyList<string>? nulls, string whose, bool areWords)
    {
        var missing = nulls is null ? "" : $"{whose} missing, write"
            + $" {Mending.Nulls(column.Rules.NullValues, nulls)} into source{Elsewhere(nulls)}";
        return nulls is null ? $" If the column holds words, write {KeepWords}."
            : areWords ? $" If the column holds words, write {KeepWords}; if {missing}."
            : $" If {missing}; if the column holds words, {KeepWords}.";
    }

    // Its own signs, and those of the others as far as there is room: each column of thousands has such a line.
    private string? NullLine
    {
        get
        {
            var own = column.Signs.Where(sign => Mending.CanName([sign])).ToList();
            return own.Count < column.Signs.Count ? null : Mending.Nulls(
                column.Rules.NullValues, own.Union(context.Signs.Where(sign => Mending.CanName([sign])))
                    .Take(ColumnProfile.MostSigns));
        }
    }

    // As they stand in the file once blanks are off; null where no line can name them all.
    private IReadOnlyList<string>? Nameable(IEnumerable<string>? values)
    {
        IReadOnlyList<string>? bare = values is null ? null
            : [.. values.Select(value => column.Rules.Trims ? Blanks.Trim(value) : value).Distinct()];
        return bare is not null && Mending.CanName(bare) ? bare : null;
    }

    // null_values holds for all columns: what is missing in one of numbers may be a word in another.
    private string Elsewhere(IEnumerable<string> nulls)
    {
        var held = context.OfWords.Where(other => other != column)
            .Select(other => (other.Name, Count: other.Held.Count(nulls), other.Held.IsPart))
            .Where(other => other.Count > 0).ToList();
        if (held.Count == 0)
            return "";
        var named = held.Take(MostNamed).Select(
            other => $"{(other.IsPart ? "at least " : "")}{other.Count} of column {Shown.Value(other.Name)}");
        var more = held.Count > MostNamed ? $" and others of {held.Count - MostNamed} more columns" : "";
        return $" (it makes values of other columns missing, too: {string.Join(", ", named)}{more})";
    }
}
