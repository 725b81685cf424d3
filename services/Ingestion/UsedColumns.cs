using Trainyard.Ingestion.CheckData;
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
    private readonly HashSet<string> _names = new(NamesOf(definition), StringComparer.Ordinal);

    public ColumnUse Of(string column) => _names.Contains(column) ? ColumnUse.Named
        : definition.Features.Count == 0 || definition.UnexpectedColumns == UnexpectedColumns.Reject ? ColumnUse.ByDefault
        : ColumnUse.None;

    private static IEnumerable<string> NamesOf(PipelineDefinition definition) =>
    [
        .. definition.Schema.Select(column => column.Name),
        .. definition.Quality.SelectMany(rule => RuleChecks.Of(rule).Named),
        .. In(definition.Target.Expression) ?? [definition.Target.Name],
        .. definition.Split switch
        {
            TimeSplit time => [time.Column],
            StratifiedSplit { Column: { } column } => [column],
            RandomSplit or StratifiedSplit => Enumerable.Empty<string>(),
            var other => throw new InvalidOperationException($"No way to tell what {other.GetType().Name} needs."),
        },
        .. definition.Cleaning.SelectMany(Of),
        .. definition.Features.SelectMany(Of),
    ];

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
