using Trainyard.Features.Matrix;
using Trainyard.Metrics;
using Trainyard.Pipelines.Kinds;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Training.TrainModel;

/// <summary>The trainers of this service, found by the options that each is for.</summary>
internal static class Trainers
{
    /// <summary>All of them.</summary>
    public static KindClasses All { get; } = new(TrainerKinds.All, typeof(ITrainer<>), typeof(Trainers).Assembly);

    /// <summary>The trainer that a pipeline asks for.</summary>
    public static ITrainer For(TrainerDefinition definition) => All.Create<ITrainer>(definition);

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
}
