using Trainyard.Metrics;

namespace Trainyard.Pipelines.Rules;

/// <summary>
/// The target must be something that its task can learn; expressions must make sense for the types of the columns.
/// </summary>
internal static class TargetRules
{
    /// <summary>Checks the target and every expression.</summary>
    public static void Check(ParseContext context, TargetDefinition? target, Place place)
    {
        foreach (var mention in context.Expressions)
        {
            if (!ExpressionTypes.TryFind(mention.Expression, context.Declared, out var kind, out var complaint))
                context.Complain(mention.Place, complaint!);
            else if (Unfit(mention.Use, kind, target?.Task) is { } unfit)
                context.Complain(mention.Place, unfit);
        }

        if (target is null || !context.Declared.TryGetValue(target.Name, out var type)) return;
        if (target.Expression is not null)
            context.Complain(place, $"The data has a column '{target.Name}' already; give the target another name.");
        else if (type is { } known && !Fits(known, target.Task))
            context.Complain(place, $"'{target.Name}' is of type {Words.Of(known)}, which {Right(target.Task)}.");
    }

    /// <summary>What is wrong with what an expression gives; null where nothing is.</summary>
    public static string? Unfit(ColumnUse use, ExpressionKind kind, LearningTask? task)
    {
        if (kind == ExpressionKind.Unknown) return null;
        var isTruth = kind == ExpressionKind.Truth;
        var isAmount = kind is ExpressionKind.Number or ExpressionKind.Truth;
        return use switch
        {
            ColumnUse.Other when !isTruth =>
                $"A condition is true or false; this is {Name(kind)}. Compare it: delay > 15.",
            ColumnUse.Feature when !isAmount => $"A feature is a number; this is {Name(kind)}.",
            ColumnUse.Target when task == LearningTask.Binary && !isTruth =>
                $"The target of a binary task is true or false; this is {Name(kind)}. Compare it: delay > 15.",
            ColumnUse.Target when task == LearningTask.Regression && !isAmount =>
                $"The target of a regression is a number; this is {Name(kind)}.",
            ColumnUse.Target when task == LearningTask.Multiclass && isTruth =>
                "Something true or false has two classes: write task: binary.",
            ColumnUse.Target when kind == ExpressionKind.Time => "A time can't be predicted; compute a number from it.",
            _ => null,
        };
    }

    private static bool Fits(ColumnType type, LearningTask task) => task switch
    {
        LearningTask.Regression => ColumnRules.Fits(type, ColumnNeed.Amount),
        LearningTask.Binary or LearningTask.Multiclass =>
            ColumnRules.Fits(type, ColumnNeed.Name) || type == ColumnType.Text,
        _ => throw task.NotKnown(),
    };

    private static string Right(LearningTask task) => task == LearningTask.Regression
        ? "is no number: write task: binary or multiclass"
        : "has no classes: write task: regression, or make classes with an expression such as late: delay > 15";

    private static string Name(ExpressionKind kind) => kind switch
    {
        ExpressionKind.Number => "a number",
        ExpressionKind.Truth => "true or false",
        ExpressionKind.Text => "a text",
        ExpressionKind.Time => "a time",
        _ => throw new InvalidOperationException($"{kind} has no name."),
    };
}
