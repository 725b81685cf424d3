using Trainyard.Features;
using Trainyard.Pipelines;
using Trainyard.Training.TrainModel.LightGbm;
using Trainyard.Training.TrainModel.MicrosoftMl;

namespace Trainyard.Training.TrainModel;

/// <summary>The trainers by their definitions.</summary>
internal static class Trainers
{
    /// <summary>The trainer that a pipeline asks for.</summary>
    public static ITrainer For(TrainerDefinition definition) => definition switch
    {
        LightGbmTrainer options => new LightGbmTraining(options),
        FastTreeTrainer options => new FastTreeTraining(options),
        FastForestTrainer options => new FastForestTraining(options),
        SdcaTrainer options => new SdcaTraining(options),
        LbfgsTrainer options => new LbfgsTraining(options),
        _ => throw new NotSupportedException($"The trainer {definition.GetType().Name} is not known here."),
    };

    /// <summary>The name of a trainer in pipeline files.</summary>
    public static string Name(TrainerDefinition definition) => definition switch
    {
        LightGbmTrainer => "lightgbm",
        FastTreeTrainer => "fast_tree",
        FastForestTrainer => "fast_forest",
        SdcaTrainer => "sdca",
        LbfgsTrainer => "lbfgs",
        _ => throw new NotSupportedException($"The trainer {definition.GetType().Name} is not known here."),
    };

    /// <summary>Why no trainer could learn from a matrix; absent when one could.</summary>
    public static string? Refusal(FeatureMatrix matrix)
    {
        if (matrix.Rows == 0)
            return "The training part has no rows; check the split and the cleaning.";
        if (matrix.Columns.Count == 0)
            return "There are no features to learn from.";
        var label = matrix.Label.Values.Span;
        return matrix.Label.Task != LearningTask.Regression && !label.ContainsAnyExcept(label[0])
            ? $"Every row of the training part has the class '{matrix.Label.Classes[(int)label[0]]}'; "
                + "two at least are needed."
            : null;
    }
}
