using Trainyard.Contracts;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Expressions;

namespace Trainyard.Preprocessing.PrepareData;

/// <summary>Which columns a pipeline needs, and why.</summary>
internal static class NeededColumns
{
    /// <summary>The columns to read, and a finding for each that is not there or can't be used.</summary>
    public static (IReadOnlyCollection<string> Columns, IReadOnlyList<Finding> Findings) Of(
        PipelineDefinition definition, IReadOnlyList<(string Name, ColumnType? Type)> present)
    {
        var needed = Named(definition).Distinct().ToArray();
        var types = present.DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Type, StringComparer.Ordinal);
        var table = new KnownTable(definition, types.Keys);
        var findings = needed.Select(n => Judge(n.Rule, n.Column, types, table)).OfType<Finding>().ToArray();
        var usable = present.Where(p => p.Type is not null).Select(p => p.Name);
        return (NeedsAll(definition) ? [.. usable] : [.. needed.Select(n => n.Column).Distinct()], findings);
    }

    /// <summary>The columns that a target is made from.</summary>
    public static IEnumerable<string> Of(TargetDefinition target) =>
        target.Expression is { } expression ? In(expression) : [target.Name];

    private static bool NeedsAll(PipelineDefinition definition) =>
        definition.Features.Count == 0
        || definition.Cleaning.Any(
            step => step is DropMissing { Columns.Count: 0 } or DropDuplicates { Columns.Count: 0 });

    private static IEnumerable<(string Rule, string Column)> Named(PipelineDefinition definition)
    {
        foreach (var column in Of(definition.Target))
            yield return ("target", column);
        if (definition.Split is TimeSplit time) yield return ("split", time.Column);
        if (definition.Split is StratifiedSplit { Column: { } stratum }) yield return ("split", stratum);
        foreach (var column in definition.Cleaning.SelectMany(Of)) yield return ("cleaning", column);
        foreach (var column in definition.Features.SelectMany(Of)) yield return ("features", column);
    }

    private static IEnumerable<string> Of(CleaningStep step) => step switch
    {
        DropMissing missing => missing.Columns,
        DropDuplicates duplicates => duplicates.Columns,
        KeepWhere keep => In(keep.Condition),
        Clip clip => [clip.Column],
        _ => throw new InvalidOperationException($"No way to tell what {step.GetType().Name} needs."),
    };

    private static IEnumerable<string> Of(FeatureDefinition feature) => feature switch
    {
        NumericFeatures numeric => numeric.Columns,
        CategoryFeatures categories => categories.Columns,
        CrossFeature cross => cross.Columns,
        DatePartFeatures date => [date.Column],
        ExpressionFeature expression => In(expression.Value),
        _ => throw new InvalidOperationException($"No way to tell what {feature.GetType().Name} needs."),
    };

    private static IEnumerable<string> In(string expression) =>
        Expression.TryParse(expression, out var parsed, out _) ? parsed.Columns : [];

    private static Finding? Judge(
        string rule, string column, Dictionary<string, ColumnType?> types, KnownTable table)
    {
        if (!types.TryGetValue(column, out var type))
            return new Finding
            {
                Rule = rule,
                Column = column,
                Message = $"The data has no column '{column}'. {table.Suggest(column)}",
                Observed = "no such column",
            };
        return type is not null ? null : new Finding
        {
            Rule = rule,
            Column = column,
            Message =
                $"Column '{column}' holds lists, structures or bytes; numbers, words, booleans and times can be used.",
        };
    }
}
