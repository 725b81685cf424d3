namespace Trainyard.Features;

/// <summary>
/// The features of a pipeline that names none: all columns but those of the target, numbers and booleans as they are,
/// words as codes, times as hour, day of week, day of month and month (dates without the hour). Free text and columns
/// without a value are left out.
/// </summary>
internal static class DefaultFeatures
{
    private static readonly DatePart[] Parts = [DatePart.Hour, DatePart.DayOfWeek, DatePart.DayOfMonth, DatePart.Month];

    public static IReadOnlyList<FeatureDefinition> Of(PipelineDefinition definition, Table training)
    {
        var target = definition.Target.Expression is { } text && Expression.TryParse(text, out var expression, out _)
            ? expression.Columns.ToHashSet(StringComparer.Ordinal)
            : [definition.Target.Name];
        return [.. training.Columns
            .Where(c => !target.Contains(c.Name) && TrainingPart.HasValues(c))
            .Select(Of)
            .OfType<FeatureDefinition>()];
    }

    private static FeatureDefinition? Of(TableColumn column) => column.Type switch
    {
        ColumnType.Integer or ColumnType.Number or ColumnType.Boolean =>
            new NumericFeatures { Columns = [column.Name] },
        ColumnType.Category => new CategoryFeatures { Columns = [column.Name] },
        ColumnType.Date => new DatePartFeatures { Column = column.Name, Parts = Parts[1..] },
        ColumnType.Timestamp => new DatePartFeatures { Column = column.Name, Parts = Parts },
        ColumnType.Text => null,
        _ => throw column.Type.NotKnown(),
    };
}
