using System.Text.RegularExpressions;

using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Expressions;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Pipelines;

/// <summary>
/// A table as a message about it may speak of it. One that has none of the columns which the pipeline names (schema,
/// target, split) may be any text: what seem to be its columns are nobody's to see, and no guess at them is confirmed.
/// </summary>
/// <param name="definition">The pipeline.</param>
/// <param name="columns">The names of its columns.</param>
public sealed partial class KnownTable(PipelineDefinition definition, IReadOnlyCollection<string> columns)
{
    private readonly Suggestions _suggestions = new();

    /// <summary>Whether it is known for the table that is meant. Where columns are numbered no file is known by them,
    /// and their names are those of any file.</summary>
    public bool IsKnown { get; } = definition.Source is CsvSource { Header: false } || AreIn(definition, columns);

    /// <summary>A sentence on what was probably meant by the name of a column, or on why none is said.</summary>
    public string Suggest(string column) => IsKnown
        ? _suggestions.Suggest(column, columns)
        : "Nor has it another column that schema, target or split name, so its columns are not shown.";

    private static bool AreIn(PipelineDefinition definition, IReadOnlyCollection<string> columns)
    {
        var named = NamesOf(definition).ToHashSet(StringComparer.Ordinal);
        return columns.Any(column => named.Contains(column) && !ByPlace().IsMatch(column));
    }

    private static IEnumerable<string> NamesOf(PipelineDefinition definition) =>
    [
        .. definition.Schema.Select(column => column.Name),
        .. definition.Target.Expression is { } text
            ? Expression.TryParse(text, out var parsed, out _) ? parsed.Columns : []
            : [definition.Target.Name],
        .. definition.Split is TimeSplit time ? [time.Column] : Array.Empty<string>(),
    ];

    [GeneratedRegex("^column[0-9]+$")]
    private static partial Regex ByPlace();
}
