using Trainyard.Contracts;
using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Validation.ValidateModel;

/// <summary>What a person should know of a model that was measured, a line each.</summary>
internal static class ValidationWarnings
{
    private const int MostNamed = 6;

    public static IReadOnlyList<Finding> Of(
        Measurement measured, LearningTask task, IReadOnlyList<string> classes,
        IReadOnlyList<ClassFigures>? byClass, PipelineDefinition definition) =>
        [.. Beaten(measured, task, definition), .. Silent(measured, task, classes, byClass)];

    // By what the gate asks for, or else by the metric of the task.
    private static IEnumerable<Finding> Beaten(Measurement measured, LearningTask task, PipelineDefinition definition)
    {
        var asked = Gates.Of(definition.Gate).Select(check => check.Metric).Distinct().ToArray();
        foreach (var metric in MetricList.Of(task).Where(metric => metric.Better != Better.Neither
            && (asked.Length == 0 ? metric == MetricList.Main(task) : asked.Contains(metric.Name))))
        {
            if (!measured.Metrics.TryGetValue(metric.Name, out var figure)
                || !measured.Baselines.TryGetValue(metric.Name, out var guess)
                || (metric.Better == Better.Higher ? figure > guess : figure < guess))
                continue;
            yield return Warn(
                $"The model does not beat the plain guess: {metric.Name} {FigureText.Of(figure)}, and the plain guess "
                    + $"gets {FigureText.Of(guess)} on the same rows.",
                FigureText.Of(figure));
        }
    }

    private static IEnumerable<Finding> Silent(
        Measurement measured, LearningTask task, IReadOnlyList<string> classes, IReadOnlyList<ClassFigures>? byClass)
    {
        if (measured.OnlyAnswer is { } only)
        {
            yield return Warn(
                "The model answers the same for every row, "
                    + (task == LearningTask.Regression
                        ? ""
                        : $"for '{classes[task == LearningTask.Binary ? 1 : 0]}' the probability ")
                    + $"{FigureText.Of(only)}: it learned nothing "
                    + "from the features. More rows, or fewer rows per leaf, may help.",
                FigureText.Of(only));
            yield break;
        }

        if (byClass is null)
            yield break;
        if (task == LearningTask.Binary)
        {
            var yes = byClass[1];
            if (yes is { Predicted: 0, Support: > 0 })
                yield return Warn(
                    $"The model never says '{yes.Class}': {yes.Support:N0} of {byClass.Sum(c => c.Support):N0} "
                        + $"held-out rows are, and the highest probability is {FigureText.Of(measured.Highest)}, below "
                        + $"{FigureText.Of(Decision.Threshold)}.",
                    "0 rows");
            var no = byClass[0];
            if (no is { Predicted: 0, Support: > 0 })
                yield return Warn(
                    $"The model never says '{no.Class}': {no.Support:N0} of {byClass.Sum(c => c.Support):N0} held-out "
                        + "rows are.",
                    "0 rows");
            yield break;
        }

        var never = byClass.Where(c => c is { Predicted: 0, Support: > 0 }).OrderByDescending(c => c.Support).ToArray();
        if (never.Length > 0)
            yield return Warn(
                $"The model never says {never.Length:N0} of {byClass.Count:N0} classes: "
                    + string.Join(", ", never.Take(MostNamed).Select(c =>
                        $"'{ShortText.Of(c.Class, 40)}' ({c.Support:N0} {(c.Support == 1 ? "row" : "rows")})"))
                    + (never.Length > MostNamed ? $" and {never.Length - MostNamed} more." : "."),
                $"{never.Length} classes");
    }

    private static Finding Warn(string message, string observed) =>
        new() { Rule = "validate", Message = message, Observed = observed, IsWarning = true };
}
