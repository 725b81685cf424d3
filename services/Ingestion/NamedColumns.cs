using System.Text.RegularExpressions;
using Trainyard.Ingestion.CheckData;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Expressions;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Ingestion;

/// <summary>
/// The columns that a pipeline names. A file that has none of them is not the table that is meant, and maybe no table
/// at all: what looks like its columns and cells is nobody's to see.
/// </summary>
internal sealed partial class NamedColumns(PipelineDefinition definition)
{
    private readonly HashSet<string> _names = new(NamesOf(definition), StringComparer.Ordinal);

    /// <summary>Whether columns are called by the file itself. Where they are numbered, no file is known by
    /// them.</summary>
    public bool AreOfTheFile => definition.Source is not CsvSource { Header: false };

    /// <summary>Whether the pipeline names a column.</summary>
    public bool Contains(string name) => _names.Contains(name);

    /// <summary>Whether a file with a column of this name is known by it. What has no name in the file is called by its
    /// place, and so is a column of any file.</summary>
    public bool Identifies(string name) => Contains(name) && !ByPlace().IsMatch(name);

    /// <summary>Whether a table with these columns may be the one that is meant.</summary>
    public bool AreIn(IEnumerable<string> columns) => !AreOfTheFile || columns.Any(Identifies);

    [GeneratedRegex("^column[0-9]+$")]
    private static partial Regex ByPlace();

    private static IEnumerable<string> NamesOf(PipelineDefinition definition)
    {
        foreach (var column in definition.Schema)
            yield return column.Name;
        foreach (var column in definition.Quality.SelectMany(rule => RuleChecks.Of(rule).Named))
            yield return column;
        foreach (var column in In(definition.Target.Expression) ?? [definition.Target.Name])
            yield return column;
        if (definition.Split is TimeSplit time)
            yield return time.Column;
    }

    private static IEnumerable<string>? In(string? expression) =>
        expression is not null && Expression.TryParse(expression, out var parsed, out _) ? parsed.Columns : null;
}
