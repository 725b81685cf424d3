using Trainyard.Metrics;

namespace Trainyard.Pipelines.Rules;

/// <summary>Features must differ from each other, and fit the task.</summary>
internal static class FeatureRules
{
    /// <summary>Checks the features together.</summary>
    public static void Check(
        ParseContext context, IReadOnlyList<FeatureDefinition> features, TargetDefinition? target, Place place)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var repeat in features.SelectMany(Outputs).Where(o => !seen.Add(o)))
            context.Complain(place, $"The feature {repeat} is here twice; remove one.");
        if (target?.Task == LearningTask.Multiclass && features.Any(MeansTarget))
            context.Complain(
                place,
                "encode: target_mean needs a target with a mean: it fits binary and regression, not multiclass.");
    }

    /// <summary>That a column of days has no time of the day, where a part asks for it; null where that is not
    /// so.</summary>
    public static string? Lacking(string column, ColumnType type, IReadOnlyList<DatePart> parts) =>
        type == ColumnType.Date
            && parts.Where(IsOfDay).ToList() is [var first, ..]
            ? $"'{column}' is a date, so it has no {Words.Of(first)}."
            : null;

    private static bool IsOfDay(DatePart part) => part is DatePart.Hour or DatePart.Minute or DatePart.MinuteOfDay;

    private static bool MeansTarget(FeatureDefinition feature) => feature
        is CategoryFeatures { Encode: CategoryEncoding.TargetMean }
        or CrossFeature { Encode: CategoryEncoding.TargetMean };

    /// <summary>What makes features the same: the kind and the column, not how it is imputed or scaled.</summary>
    private static IEnumerable<string> Outputs(FeatureDefinition feature) => feature switch
    {
        NumericFeatures numeric => numeric.Columns.Select(c => $"'{c}'"),
        CategoryFeatures words => words.Columns.Select(c => $"'{c}' with encode: {Words.Of(words.Encode)}"),
        DatePartFeatures date => date.Parts.Select(p => $"'{Words.Of(p)}' of '{date.Column}'"),
        ExpressionFeature expression => [$"'{expression.Name}'"],
        CrossFeature cross => [$"'{string.Join("' with '", cross.Columns)}' with encode: {Words.Of(cross.Encode)}"],
        _ => throw new InvalidOperationException($"No way to tell what {feature.GetType().Name} makes."),
    };
}
