using Trainyard.Metrics;

namespace Trainyard.Pipelines;

/// <summary>Trainer, gate and split must fit the task.</summary>
internal static class TaskRules
{
    /// <summary>The trainer must know the task.</summary>
    public static void CheckTrainer(
        ParseContext context, TargetDefinition target, TrainerDefinition? trainer, Place place)
    {
        if (trainer is null || TrainerKinds.All.Of(trainer) is not { } kind || kind.Tasks.Contains(target.Task)) return;
        var fitting = TrainerKinds.All.Where(other => other.Tasks.Contains(target.Task)).Select(other => other.Name);
        context.Complain(
            place,
            $"'{kind.Name}' fits {Words.AllOf(kind.Tasks.Select(Words.Of))}, not {Words.Of(target.Task)}. "
            + $"There are {Words.AllOf(fitting)}.");
    }

    /// <summary>Metrics must be among those of the task.</summary>
    public static void CheckGate(ParseContext context, TargetDefinition target)
    {
        var known = MetricList.Of(target.Task).Select(m => m.Name).ToArray();
        foreach (var (metric, place) in context.Metrics)
        {
            if (known.Contains(metric)) continue;
            context.Complain(
                place,
                $"'{metric}' is no metric of a {Words.Of(target.Task)} task. There are {string.Join(", ", known)}.");
        }
    }

    /// <summary>Only classes can be stratified.</summary>
    public static void CheckSplit(ParseContext context, TargetDefinition target, SplitDefinition? split, Place place)
    {
        if (split is StratifiedSplit { Column: null } && target.Task == LearningTask.Regression)
            context.Complain(
                place,
                "A regression has no classes to keep in proportion: write by: random, or name a 'column' of words.");
    }
}
