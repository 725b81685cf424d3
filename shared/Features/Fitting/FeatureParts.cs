using System.Text.Json;

using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Expressions;
using Trainyard.Pipelines.Kinds;

namespace Trainyard.Features.Fitting;

/// <summary>One column of a definition, to be fitted on its own, so that each can have a problem of its own.</summary>
internal sealed record FeaturePart(Func<TrainingPart, IReadOnlyList<ManifestFeature>> Fit);

/// <summary>How each definition is fitted.</summary>
internal static class FeatureParts
{
    public static IEnumerable<FeaturePart> Of(FeatureDefinition definition) => definition switch
    {
        NumericFeatures numeric => numeric.Columns.Select(c => new FeaturePart(part => Numeric(numeric, c, part))),
        CategoryFeatures categories => categories.Columns.Select(c => new FeaturePart(part =>
            CategoryFitter.Fit(
                part, [c], categories.Encode, categories.Buckets, categories.MinCount, categories.Order))),
        CrossFeature cross => [new FeaturePart(part =>
            CategoryFitter.Fit(part, cross.Columns, cross.Encode, cross.Buckets, cross.MinCount, []))],
        DatePartFeatures date => [new FeaturePart(part => DateParts(date, part))],
        ExpressionFeature expression => [new FeaturePart(part => Computed(expression, part))],
        _ => throw new InvalidOperationException($"No way to fit {definition.GetType().Name}."),
    };

    private static ManifestFeature[] Numeric(NumericFeatures definition, string name, TrainingPart part)
    {
        var column = part.Column(name, "numbers", ColumnType.Integer, ColumnType.Number, ColumnType.Boolean);
        var steps = new List<NumberStep>();
        double? filler = definition.Impute switch
        {
            Imputation.Mean => Statistics.Of(column, steps).Mean,
            Imputation.Median => Statistics.Median(column),
            Imputation.Constant => definition.Constant,
            Imputation.None => null,
            _ => throw new InvalidOperationException($"No way to impute by {definition.Impute}."),
        };
        if (filler is { } value) steps.Add(new Impute(Finite(name, value)));
        // Scaled as they will be: after the missing ones are filled.
        if (definition.Scale != Scaling.None)
        {
            var statistics = Statistics.Of(column, steps);
            var deviation = definition.Scale == Scaling.Standard ? statistics.Deviation(column, steps) : 0;
            _ = Finite(name, statistics.Max - statistics.Min);
            steps.Add(definition.Scale == Scaling.MinMax
                ? new MinMax(statistics.Min, statistics.Max)
                : new Standardize(Finite(name, statistics.Mean), deviation > 0 ? Finite(name, deviation) : 1));
        }
        KeepApart(name, (NumberColumn)column, steps, part);
        return [Amount(name, [name], steps)];
    }

    private static void KeepApart(string feature, NumberColumn column, List<NumberStep> steps, TrainingPart part)
    {
        var merged = MergedValues.Of(column, steps);
        if (merged.Shift is { } by) steps.Add(new Shift(by));
        if (merged.Merged > 0)
            part.Warn(
                column.Name,
                $"Feature '{feature}' is a float32 for trainers, which merges {merged.Merged:N0} of "
                    + $"{merged.Distinct:N0} different values with others; where they are names, use categories, where "
                    + "they are times, read the column as a timestamp.",
                $"{merged.Merged:N0} values merged");
    }

    private static double Finite(string name, double value) => double.IsFinite(value)
        ? value
        : throw TrainingPart.Problem(name, $"The values of column '{name}' are too large to take their mean or range.");

    private static ManifestFeature[] DateParts(DatePartFeatures definition, TrainingPart part)
    {
        var name = definition.Column;
        _ = part.Column(name, "dates or timestamps", ColumnType.Date, ColumnType.Timestamp);
        return [.. definition.Parts.Select(p => Amount($"{name}_{Show(p)}", [name], [new PartOfDate(p)]))];
    }

    private static string Show(DatePart part) => JsonNamingPolicy.SnakeCaseLower.ConvertName(part.ToString());

    private static ManifestFeature[] Computed(ExpressionFeature definition, TrainingPart part)
    {
        if (!Expression.TryParse(definition.Value, out var expression, out var unreadable))
            throw TrainingPart.Problem(null, $"Feature '{definition.Name}' can't be read: {unreadable.Message}");
        var feature = Amount(definition.Name, [.. expression.Columns], [new Compute(definition.Value)]);
        try
        {
            if (TableExpression.TypeOf(expression, part.Table) is NodeType.Number
                && TableExpression.Evaluate(definition.Name, expression, part.Sample()) is NumberColumn numbers)
            {
                var steps = new List<NumberStep>();
                KeepApart(definition.Name, numbers, steps, part);
                return [feature with { Steps = [.. feature.Steps, .. steps] }];
            }
            return TableExpression.TypeOf(expression, part.Table) is NodeType.Truth
                ? [feature]
                : throw TrainingPart.Problem(null, $"Feature '{definition.Name}' is no number: {definition.Value}.");
        }
        catch (InvalidDataException misfit)
        {
            throw TrainingPart.Problem(null, $"Feature '{definition.Name}': {misfit.Message}");
        }
    }

    private static ManifestFeature Amount(string name, IReadOnlyList<string> from, IReadOnlyList<FeatureStep> steps) =>
        new()
    {
        Name = name,
        Kind = MatrixColumnKind.Numeric,
        From = from,
        Steps = steps,
    };
}
