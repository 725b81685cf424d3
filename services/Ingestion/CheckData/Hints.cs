using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Pipelines;

namespace Trainyard.Ingestion.CheckData;

/// <summary>What was probably meant. Looking for it compares letter by letter, so that it is done for the first wrong
/// names only: of thousands nobody reads it.</summary>
internal sealed class Hints
{
    private int _left = 100;

    public string Suggest(string word, IReadOnlyList<ColumnFacts> columns) =>
        _left-- > 0
            ? Spelling.Suggest(word, columns.Select(c => c.Name), name => Shown.Value(name))
            : $"There are {columns.Count}.";

    public string? Nearest(string word, IEnumerable<string> candidates) =>
        _left-- > 0 ? Shown.Value(Spelling.Nearest(word, candidates)) : null;
}
