namespace Trainyard.Pipelines.Rules;

/// <summary>Columns that are named must exist, be of a fitting type, and not give the answer away.</summary>
internal static class ColumnRules
{
    /// <summary>The types that a column can have for what it is needed for.</summary>
    public static bool Fits(ColumnType type, ColumnNeed need) => need switch
    {
        ColumnNeed.Amount => type is ColumnType.Integer or ColumnType.Number or ColumnType.Boolean,
        ColumnNeed.Name => type is ColumnType.Category or ColumnType.Integer or ColumnType.Boolean,
        ColumnNeed.Time => type is ColumnType.Date or ColumnType.Timestamp,
        ColumnNeed.Any => true,
        _ => throw new InvalidOperationException($"The need {need} is not known here."),
    };

    /// <summary>Checks every place that names a column.</summary>
    public static void Check(ParseContext context, TargetDefinition? target)
    {
        var answers = context.Columns
            .Where(m => m.Use == ColumnUse.Target)
            .Select(m => m.Column)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var mention in context.Columns)
        {
            if (context.IsFull) return;
            if (mention.Use == ColumnUse.Feature && answers.Contains(mention.Column))
                context.Complain(
                    mention.Place,
                    $"'{mention.Column}' {Gives(target)}, so a feature of it would give the answer away. Remove it.");
            if (context.Ignored.Contains(mention.Column))
                context.Complain(
                    mention.Place,
                    $"'{ScalarNode.Quote(mention.Column)}' is left out by source.ignore. Remove it here or there.");
            if (context.Declared.Count == 0) continue;
            if (!context.Declared.TryGetValue(mention.Column, out var type))
                context.Complain(mention.Place, Missing(mention.Column, context, target));
            else if (type is { } known && !Fits(known, mention.Need))
                context.Complain(mention.Place, Misfit(mention.Column, known, mention.Use, mention.Need));
        }
    }

    /// <summary>What is wrong with the type of a column, and what would be right.</summary>
    public static string Misfit(string column, ColumnType type, ColumnUse use, ColumnNeed need) =>
        $"'{column}' is of type {Words.Of(type)}. {Right(type, use, need)}";

    private static string Gives(TargetDefinition? target) =>
        target?.Expression is null ? "is what the model learns to predict" : $"makes the target '{target.Name}'";

    private static string Missing(string column, ParseContext context, TargetDefinition? target) =>
        target?.Expression is not null && target.Name == column
            ? $"'{column}' is the target, which is no column of the data."
            : $"The schema has no column '{ScalarNode.Quote(column)}'. "
                + context.Suggestions.Suggest(column, context.Declared.Keys);

    private static string Right(ColumnType type, ColumnUse use, ColumnNeed need) => (need, use, type) switch
    {
        (_, ColumnUse.Feature, ColumnType.Text) =>
            "No feature takes free text yet; if its words are few, call it a category in the schema.",
        (ColumnNeed.Amount, ColumnUse.Feature, ColumnType.Category) => "Name it under 'categories'.",
        (ColumnNeed.Amount, ColumnUse.Feature, _) => "Name it under 'date_parts'.",
        (ColumnNeed.Name, ColumnUse.Feature, ColumnType.Number) => "Name it under 'numeric'.",
        (ColumnNeed.Name, ColumnUse.Feature, _) => "Name it under 'date_parts'.",
        (ColumnNeed.Amount, _, _) => "A column of type integer, number or boolean belongs here.",
        (ColumnNeed.Time, _, _) => "A column of type date or timestamp belongs here.",
        (ColumnNeed.Name, _, _) => "A column of type category, integer or boolean belongs here.",
        _ => throw new InvalidOperationException($"The need {need} is not known here."),
    };
}
