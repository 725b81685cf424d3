using Trainyard.Contracts;

namespace Trainyard.Ingestion.FetchData;

/// <summary>
/// Builds the findings of the fetch step. The name of the file is the one that the pipeline file gives.
/// </summary>
internal sealed class Findings(string file)
{
    /// <summary>The rule of everything that is wrong with the file itself.</summary>
    public const string Source = "source";

    /// <summary>The rule of values that are not what the pipeline's schema says.</summary>
    public const string Schema = "schema";

    private readonly List<Finding> _found = [];

    public IReadOnlyList<Finding> Found => _found;

    public bool Any => _found.Count > 0;

    public string File => file;

    /// <summary>Something is wrong with the file.</summary>
    public void Add(
        string what, string? column = null, long? row = null, string? observed = null, string? allowed = null,
        string rule = Source) =>
        _found.Add(new Finding
        {
            Rule = rule,
            Message = $"{file}: {what}{(what.EndsWith('.') || what.EndsWith('?') ? "" : ".")}",
            Column = column,
            Row = row,
            Observed = observed,
            Allowed = allowed,
        });
}
