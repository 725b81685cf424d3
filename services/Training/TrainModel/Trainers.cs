using Trainyard.Features;
using Trainyard.Metrics;
using Trainyard.Pipelines;

namespace Trainyard.Training.TrainModel;

/// <summary>The trainers of this service, found by the options that each is for.</summary>
internal static class Trainers
{
    private static readonly Dictionary<Type, Type> ByOptions = (
        from type in typeof(Trainers).Assembly.GetTypes()
        where type is { IsAbstract: false, IsInterface: false }
        from named in type.GetInterfaces()
        where named.IsGenericType && named.GetGenericTypeDefinition() == typeof(ITrainer<>)
        select (Options: named.GenericTypeArguments[0], Trainer: type)).ToDictionary(t => t.Options, t => t.Trainer);

    /// <summary>Sees to it that whatever a pipeline file may name can be trained, before anybody asks.</summary>
    /// <exception cref="InvalidOperationException">A trainer is missing.</exception>
    public static void RequireAll()
    {
        foreach (var kind in TrainerKinds.All) _ = Trainer(kind.Definition);
    }

    /// <summary>The trainer that a pipeline asks for.</summary>
    public static ITrainer For(TrainerDefinition definition) =>
        (ITrainer)Activator.CreateInstance(Trainer(definition.GetType()), definition)!;

    /// <summary>Why no trainer of this name could learn from a matrix; absent when one could.</summary>
    public static string? Refusal(TrainerDefinition definition, FeatureMatrix matrix)
    {
        var kind = TrainerKinds.All.Of(definition);
        if (matrix.Rows == 0)
            return "The training part has no rows; check the split and the cleaning.";
        if (matrix.Columns.Count == 0)
            return "There are no features to learn from.";
        if (!kind.Tasks.Contains(matrix.Label.Task))
        {
            return $"it knows {string.Join(" and ", kind.Tasks).ToLowerInvariant()} tasks, and this one is "
                + $"{matrix.Label.Task.ToString().ToLowerInvariant()}.";
        }

        var label = matrix.Label.Values.Span;
        return matrix.Label.Task != LearningTask.Regression && !label.ContainsAnyExcept(label[0])
            ? $"Every row of the training part has the class '{matrix.Label.Classes[(int)label[0]]}'; "
                + "two at least are needed."
            : kind.Complaint(definition);
    }

    private static Type Trainer(Type options) => ByOptions.TryGetValue(options, out var trainer)
        ? trainer
        : throw new InvalidOperationException(
            $"Nothing here trains with {options.Name}: no class of this service is an ITrainer of it.");
}
