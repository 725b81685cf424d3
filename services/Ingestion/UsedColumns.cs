using Trainyard.Ingestion.CheckData;
using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Expressions;

namespace Trainyard.Ingestion;

/// <summary>What a pipeline does with a column.</summary>
internal enum ColumnUse
{
    /// <summary>It names the column.</summary>
    Named,

    /// <summary>It names no features, and so takes every column for one.</summary>
    ByDefault,

    /// <summary>No part of it uses the column.</summary>
    None,
}

/// <summary>Which columns a pipeline uses: only those must be readable.</summary>
internal sealed class UsedColumns(PipelineDefinition definition)
{
    private readonly HashSet<string> _names =
        new(Named(definition).Select(named => named.Column), StringComparer.Ordinal);

    private readonly HashSet<string> _typed = new(Typed(definition), StringComparer.Ordinal);

    public ColumnUse Of(string column) => _names.Contains(column) ? ColumnUse.Named
        : definition.Features.Count == 0 || definition.UnexpectedColumns == UnexpectedColumns.Reject
            ? ColumnUse.ByDefault
        : ColumnUse.None;

    /// <summary>Whether the pipeline leaves it open what a column holds: no part of it needs numbers or times
    /// there.</summary>
    public bool MayBeWords(string column) => !_typed.Contains(column);

    private static IEnumerable<string> Typed(PipelineDefinition definition) =>
    [
        .. new[] { definition.Split }.OfType<TimeSplit>().Select(time => time.Column),
        .. new[] { definition.Target }.Where(target => target.Task is LearningTask.Regression)
            .Select(target => target.Name),
        .. definition.Cleaning.OfType<Clip>().Select(clip => clip.Column),
        .. definition.Features.Where(feature => feature is NumericFeatures or DatePartFeatures or ExpressionFeature)
            .SelectMany(Of),
    ];

    /// <summary>The columns that it names, each with the part of the file that does.</summary>
    public static IEnumerable<(string Part, string Column)> Named(PipelineDefinition definition) =>
    [
        .. definition.Schema.Select(column => ("schema", column.Name)),
        .. definition.Quality.SelectMany(rule => RuleChecks.Of(rule).Named).Select(column => ("quality", column)),
        .. (In(definition.Target.Expression) ?? [definition.Target.Name]).Select(column => ("target", column)),
        .. Of(definition.Split).Select(column => ("split", column)),
        .. definition.Cleaning.SelectMany(Of).Select(column => ("cleaning", column)),
        .. definition.Features.SelectMany(Of).Select(column => ("features", column)),
    ];

    private static IEnumerable<string> Of(SplitDefinition split) => split switch
    {
        TimeSplit time => [time.Column],
        StratifiedSplit { Column: { } column } => [column],
        RandomSplit or StratifiedSplit => [],
        _ => throw new InvalidOperationException($"No way to tell what {split.GetType().Name} needs."),
    };

    private static IEnumerable<string> Of(CleaningStep step) => step switch
    {
        DropMissing drop => drop.Columns,
        DropDuplicates drop => drop.Columns,
        KeepWhere keep => In(keep.Condition) ?? [],
        Clip clip => [clip.Column],
        _ => throw new InvalidOperationException($"No way to tell what {step.GetType().Name} needs."),
    };

    private static IEnumerable<string> Of(FeatureDefinition feature) => feature switch
    {
        NumericFeatures numeric => numeric.Columns,
        CategoryFeatures words => words.Columns,
        DatePartFeatures date => [date.Column],
        ExpressionFeature expression => In(expression.Value) ?? [],
        CrossFeature cross => cross.Columns,
        _ => throw new InvalidOperationException($"No way to tell what {feature.GetType().Name} needs."),
    };

    private static IEnumerable<string>? In(string? expression) =>
        expression is not null && Expression.TryParse(expression, out var parsed, out _) ? parsed.Columns : null;
}
