using System.CommandLine;
using Trainyard.Api;
using Trainyard.Api.Runs;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Look;

/// <summary><c>trainyard runs</c>: the latest runs.</summary>
internal static class RunsCommand
{
    private static readonly Option<string?> Pipeline =
        new("--pipeline") { Description = "Only the runs of this pipeline." };

    private static readonly Option<string?> State = new("--state")
    {
        Description = $"Only runs in this state: {string.Join(", ", RunStates.Names)}.",
        Validators = { Lists.OneOf(RunStates.Names) },
    };

    private static readonly Option<int> Limit = Lists.Limit();

    public static Command Create()
    {
        var command = new Command("runs", "List the latest runs, newest first.") { Pipeline, State, Limit };
        command.WithYard().SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        await using var yard = await parsed.OpenToRead(cancellation);
        var standstill = Standstill.In(yard, Invocation.SameYard(parsed));
        var limit = parsed.GetValue(Limit);
        var runs = await yard.Client.Runs
            .All(parsed.GetValue(Pipeline), parsed.GetValue(State), Lists.PageOf(limit), cancellation)
            .Take(limit).Select(run => standstill.Of(run)).ToListAsync(cancellation);
        if (parsed.GetValue(YardOptions.Json))
        {
            Screen.Json(ApiJson.Node(runs));
            return ExitCodes.Succeeded;
        }

        string[] head = ["RUN", "PIPELINE", "STATE", "FIGURE", "VERSION", "REQUESTED", "TOOK", "BY", "WHY"];
        foreach (var line in Lines.InColumns([head, .. runs.Select(run => new[]
        {
            run.RunId.ToString(),
            run.Pipeline,
            run.State,
            FigureOf(run),
            run.Version?.ToString() ?? "-",
            run.RequestedAt.ToString("yyyy-MM-dd HH:mm:ss'Z'"),
            run.EndedAt is { } end ? Words.Duration(end - run.RequestedAt) : "-",
            run.RequestedBy,
            run.Failure ?? run.Obstacle ?? "",
        })]))
        {
            Screen.Line(Lines.Fitted(line));
        }

        if (standstill.Remedy(runs) is { } remedy)
            Screen.Line(remedy);
        return ExitCodes.Succeeded;
    }

    /// <summary>What the gate asks for first, and where it asks for nothing, the figure that comes first.</summary>
    private static string FigureOf(RunSummary run)
    {
        if (run.Gate is [var check, ..])
        {
            return check.Observed is { } observed ? $"{check.Metric} {Words.Figure(observed)}"
                : run.Metrics.TryGetValue(check.Metric, out var figure) ? $"{check.Metric} {Words.Figure(figure)}"
                : "-";
        }

        return run.Metrics.Select(metric => $"{metric.Key} {Words.Figure(metric.Value)}").FirstOrDefault("-");
    }
}
