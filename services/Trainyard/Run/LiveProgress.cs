using System.Collections.Concurrent;
using Spectre.Console;
using Spectre.Console.Rendering;
using Trainyard.Api.Runs;
using Trainyard.Cli.Terminal;
using Trainyard.Contracts;
using Trainyard.Hosting.Telemetry;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Cli.Run;

/// <summary>A bar for each step, for people.</summary>
internal static class LiveProgress
{
    public static Task<RunView> Show(
        RunFollower follower, PipelineDefinition definition, CancellationToken cancellation)
    {
        Screen.Markup($"[bold]{definition.Name.EscapeMarkup()}[/]  [grey]run {follower.RunId}[/]");
        var figures = new FigureColumn();
        return AnsiConsole.Progress()
            .AutoClear(false)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = 30 },
                figures)
            .StartAsync(async progress =>
            {
                var bars = StepLine.StepsOf(definition).ToDictionary(
                    step => step,
                    step => progress.AddTask(
                        Printable.Of(StepLine.LabelOf(step, definition)).EscapeMarkup(), autoStart: false));
                return await follower.ToTheEnd(
                    report => Move(bars, figures, StepLine.Of(report, definition)), cancellation);
            });
    }

    private static void Move(
        Dictionary<Step, ProgressTask> bars, FigureColumn figures, IReadOnlyList<StepLine> lines)
    {
        foreach (var line in lines)
        {
            var bar = bars[line.Step];
            if (line.Fraction > 0 && !bar.IsStarted)
                bar.StartTask();
            bar.Value = line.Fraction * bar.MaxValue;
            figures.Show(
                bar, line.Elapsed is { } elapsed ? $"{Words.Duration(elapsed),8}  {line.Detail}" : line.Detail);
        }
    }

    private sealed class FigureColumn : ProgressColumn
    {
        private readonly ConcurrentDictionary<int, string> _figures = new();

        public void Show(ProgressTask task, string figure) => _figures[task.Id] = Printable.Of(figure);

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(_figures.GetValueOrDefault(task.Id, ""), new Style(Color.Grey));
    }
}
