using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Pipelines;

namespace Trainyard.Ingestion.CheckData;

/// <summary>What was probably meant, as a finding shows it.</summary>
internal sealed class Hints
{
    private readonly Suggestions _suggestions = new();

    public string Suggest(string word, IReadOnlyList<ColumnFacts> columns) =>
        _suggestions.Suggest(word, columns.Select(c => c.Name));

    public string? Nearest(string word, IEnumerable<string> candidates) =>
        Shown.Value(_suggestions.Nearest(word, candidates));
}
