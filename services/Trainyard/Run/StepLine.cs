using System.Text.Json;
using Trainyard.Api.Runs;
using Trainyard.Cli.Terminal;
using Trainyard.Contracts;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Cli.Run;

/// <summary>One step of a run, as a line.</summary>
/// <param name="Step">The step.</param>
/// <param name="Label">What it does, and who does it where the pipeline names them.</param>
/// <param name="Fraction">How much of it is done, 0 to 1.</param>
/// <param name="Elapsed">How long the work took; null while it goes on.</param>
/// <param name="Detail">A figure that says how it went.</param>
internal sealed record StepLine(Step Step, string Label, double Fraction, TimeSpan? Elapsed, string Detail)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The steps that are shown: those that somebody works on. The ending is shown by itself.</summary>
    public static IEnumerable<Step> StepsOf(PipelineDefinition definition) =>
        Shown(definition).Select(step => step.Step);

    public static string LabelOf(Step step, PipelineDefinition definition)
    {
        var cast = definition.Cast();
        var worker = cast.WorkerOf(step);
        return worker.Name == worker.Role ? cast.NameOf(step) : $"{cast.NameOf(step)} ({worker.Name})";
    }

    public static IReadOnlyList<StepLine> Of(RunView report, PipelineDefinition definition) =>
        [.. Shown(definition).Select(step => Of(step, report, definition))];

    private static IEnumerable<SequenceStep> Shown(PipelineDefinition definition) => Sequence.Steps.Where(step =>
        step.IsSent
        && !step.Reply!.IsAssignableTo(typeof(IRunEnding))
        && (step.Step != Step.Deploy || definition.Deploy is not null));

    private static StepLine Of(SequenceStep step, RunView report, PipelineDefinition definition)
    {
        var label = LabelOf(step.Step, definition);
        if (report.Record.LastOrDefault(line => line.Message == step.Reply!.Name) is { } done)
            return new(step.Step, label, 1, done.Work?.Elapsed, DetailOf(step, done));
        var isUnderWay = report.Step == step.Step && report.Outcome is null;
        if (isUnderWay && report.Progress is { } progress)
        {
            var loss = progress.Loss is { } figure ? $"{progress.Metric} {Words.Figure(figure)}" : "";
            return new(
                step.Step, label, Math.Min(0.99, (double)progress.Iteration / progress.Iterations), null,
                $"{progress.Iteration}/{progress.Iterations} {loss}".TrimEnd());
        }

        return new(step.Step, label, isUnderWay ? 0.01 : 0, null, "");
    }

    private static string DetailOf(SequenceStep step, RecordEntry done) =>
        step.Detail((IRunMessage)done.Body.Deserialize(step.Reply!, Json)!);
}
