using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.FetchData.Words;

/// <summary>What is said of the words of a column, with the lines that say how they are meant.</summary>
internal sealed class WordComplaints(SourceFile file, ReadingRules rules, string column)
{
    /// <summary>Of so many words a line may name all.</summary>
    private const int MostNamed = 12;

    private readonly Findings _findings = file.Findings;

    /// <summary>Words that a reader takes for one.</summary>
    public void Alike(IReadOnlyList<SeenWord> words)
    {
        var allowed = file.Declared(column)?.Values ?? [];
        var groups = words.GroupBy(word => WordForms.Fold(word), StringComparer.Ordinal)
            .Where(group => group.Skip(1).Any() && !group.All(word => allowed.Contains(word.Text)))
            .Select(group => group.OrderByDescending(word => word.Count).ThenBy(word => word.Row).ToArray())
            .ToArray();
        if (groups.Length == 0)
            return;
        var (usual, odd) = groups.Select(group => (group[0], group[1])).MinBy(pair => pair.Item2.Row);
        var (one, other) = WordForms.Apart(odd, usual);
        var others = groups.Sum(group => group.Length - 1) - 1;
        var more = others == 0 ? "" : $" {others} more {(others == 1 ? "word is" : "words are")} like that.";
        _findings.Warn(
            $"{Where(odd.Row)}: {Value(one)} and {Value(other)} (row {usual.Row}) differ only in"
            + $" {WordForms.Difference(odd, usual)}, and each is a word of its own.{more}"
            + " Write them alike in the source"
            + (Listed(words) is { } line ? Lines($", or write {line} if they mean different things") : ""),
            column, odd.Row, _findings.Cell(one), "one way to write a word");
    }

    /// <summary>Words that rather say that a value is missing.</summary>
    public void Missing(IReadOnlyList<SeenWord> words)
    {
        if (file.Declared(column) is { Type: ColumnType.Category })
            return;
        var (signs, others) = MissingWords.Of(words);
        if (signs.Count == 0 || (others.Count == 0 && file.IsLook))
            return;
        var first = signs.MinBy(sign => sign.Row)!;
        var rows = signs.Sum(sign => sign.Count);
        var beside = others.Count == 0
            ? " and nothing else stands in the column"
            : $" and stands in {rows} of {words.Sum(word => word.Count)} values as a word of its own"
                + Lines($", beside {string.Join(" and ", others.OrderBy(word => word.Row).Take(2).Select(Quoted))}");
        string[] texts = [.. signs.Select(sign => sign.Text)];
        var nulls = Mending.CanName(texts)
            ? Lines($" If it means that the value is missing, write {Mending.Nulls(rules.NullValues, texts)} into"
                + $" source; if it is a word, {KeepWords}.")
            : "";
        _findings.Warn(
            $"{Where(first.Row)}: {Quoted(first)} is a common sign of a missing value,{beside}.{nulls}",
            column, first.Row, _findings.Cell(first.Text), "a word, or nothing");
    }

    private string KeepWords => file.Lines.With(column, Mending.Column(column, ColumnType.Category));

    // A schema that says more of the column is not written anew.
    private string? Listed(IReadOnlyList<SeenWord> words)
    {
        string[] texts = [.. words.Select(word => word.Text).Order(StringComparer.Ordinal)];
        return texts.Length > MostNamed || !Mending.CanName(texts) || file.Declared(column) is not null
            ? null
            : file.Lines.With(
                column,
                $"{Mending.Word(column)}: {{ type: category,"
                + $" values: [{string.Join(", ", texts.Select(Mending.Word))}] }}");
    }

    private string Where(long row) =>
        $"row {row}, {(_findings.ShowCells ? $"column {Shown.Value(column)}" : "a column")}";

    private string Quoted(SeenWord word) => Value(WordForms.Seen(word.Text));

    private string Value(string text) => _findings.ShowCells ? $"'{Shown.Value(text)}'" : _findings.Cell("");

    private string Lines(string lines) => _findings.ShowCells ? lines : "";
}
