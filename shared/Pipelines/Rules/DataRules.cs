namespace Trainyard.Pipelines.Rules;

/// <summary>
/// What the columns of the data are held against once it is known what they hold: the rules that a schema is held
/// against while the file is read.
/// </summary>
public static class DataRules
{
    /// <summary>All that doesn't fit.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="types">The types of the columns, by name; a column that is left out may be anything.</param>
    public static IEnumerable<DataProblem> Check(
        PipelineDefinition definition, IReadOnlyDictionary<string, ColumnType> types)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(types);
        foreach (var (part, column, use, need) in Needs(definition))
        {
            if (types.TryGetValue(column, out var type) && !ColumnRules.Fits(type, need))
                yield return new DataProblem(part, [column], ColumnRules.Misfit(column, type, use, need));
        }

        foreach (var date in definition.Features.OfType<DatePartFeatures>())
        {
            if (types.TryGetValue(date.Column, out var type)
                && FeatureRules.Lacking(date.Column, type, date.Parts) is { } lacking)
                yield return new DataProblem("features", [date.Column], lacking);
        }

        var known = types.ToDictionary(type => type.Key, type => (ColumnType?)type.Value, StringComparer.Ordinal);
        foreach (var (part, text, use) in Expressions(definition))
        {
            if (!Expression.TryParse(text, out var expression, out _))
                continue;
            var says = !ExpressionTypes.TryFind(expression, known, out var kind, out var complaint) ? complaint
                : use is ColumnUse.Target ? null
                : TargetRules.Unfit(use, kind, definition.Target.Task);
            if (says is not null)
                yield return new DataProblem(part, [.. expression.Columns], $"'{text}': {says}");
        }
    }

    private static IEnumerable<(string Part, string Column, ColumnUse Use, ColumnNeed Need)> Needs(
        PipelineDefinition definition)
    {
        if (definition.Split is TimeSplit time)
            yield return ("split", time.Column, ColumnUse.Other, ColumnNeed.Time);
        if (definition.Split is StratifiedSplit { Column: { } stratum })
            yield return ("split", stratum, ColumnUse.Other, ColumnNeed.Name);
        foreach (var clip in definition.Cleaning.OfType<Clip>())
            yield return ("cleaning", clip.Column, ColumnUse.Other, ColumnNeed.Amount);
        foreach (var feature in definition.Features)
        {
            var (columns, need) = feature switch
            {
                NumericFeatures numeric => (numeric.Columns, ColumnNeed.Amount),
                CategoryFeatures words => (words.Columns, ColumnNeed.Name),
                CrossFeature cross => (cross.Columns, ColumnNeed.Name),
                DatePartFeatures date => ([date.Column], ColumnNeed.Time),
                ExpressionFeature => ([], ColumnNeed.Any),
                _ => throw new InvalidOperationException($"No way to tell what {feature.GetType().Name} needs."),
            };
            foreach (var column in columns)
                yield return ("features", column, ColumnUse.Feature, need);
        }
    }

    private static IEnumerable<(string Part, string Text, ColumnUse Use)> Expressions(PipelineDefinition definition)
    {
        if (definition.Target.Expression is { } target)
            yield return ("target", target, ColumnUse.Target);
        foreach (var keep in definition.Cleaning.OfType<KeepWhere>())
            yield return ("cleaning", keep.Condition, ColumnUse.Other);
        foreach (var feature in definition.Features.OfType<ExpressionFeature>())
            yield return ("features", feature.Value, ColumnUse.Feature);
    }
}

/// <summary>Something of a pipeline that its data doesn't fit.</summary>
/// <param name="Part">The part of the file, such as <c>features</c>.</param>
/// <param name="Columns">The columns whose types it is about.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record DataProblem(string Part, IReadOnlyList<string> Columns, string Message);
