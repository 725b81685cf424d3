using Trainyard.Metrics;

namespace Trainyard.Pipelines;

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
