using System.CommandLine;
using System.Text.Json.Nodes;
using Trainyard.Api;
using Trainyard.Api.Alerts;
using Trainyard.Api.Runs;
using Trainyard.Cli.Run;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;
using Trainyard.Contracts;

namespace Trainyard.Cli.Look;

/// <summary><c>trainyard show RUN</c>: how a run went, what it was made of, and its record; or its sequence
/// diagram.</summary>
internal static class ShowCommand
{
    private static readonly Argument<string> Run = RunId.Argument();

    /// <summary>What a line calls the validation report.</summary>
    public const string TheReport = "The validation report of the run";

    private static readonly Option<bool> Mermaid =
        new("--mermaid") { Description = "Print the run's sequence diagram in Mermaid." };

    public static Command Create()
    {
        var command = new Command(
            "show",
            "Show a run: how it ended, metrics beside gate and plain guess, data, trainer, and all messages with who, "
            + "when and how long.")
        {
            Run, Mermaid,
        };
        command.WithYard().SetAction(Show);
        return command;
    }

    private static async Task<int> Show(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(Mermaid) && parsed.GetValue(YardOptions.Json))
            throw CommandException.OfUsage("show prints the diagram with --mermaid or JSON with --json, and not both.");
        await using var yard = await parsed.OpenToRead(cancellation);
        var runId = await RunId.Find(parsed.GetValue(Run)!, yard.Client, cancellation);
        if (parsed.GetValue(Mermaid))
        {
            Screen.Line(await yard.Client.Runs.Diagram(runId, cancellation));
            return ExitCodes.Succeeded;
        }

        var sameYard = Invocation.SameYard(parsed);
        var standstill = Standstill.In(yard, sameYard);
        var origin = await Origin.Of(runId, yard.Client, cancellation);
        origin = origin with { Run = standstill.Of(origin.Run) };
        var report = origin.Run.Report is null ? null : await Afterwards.Try<ValidationReportView>(
            async () => await yard.Client.Runs.Report(runId, cancellation), cancellation, TheReport);
        // Where the server is Pipeline alone, alerts are another's to tell.
        var alerts = await Afterwards.Try<IReadOnlyList<AlertView>>(
            async () => await yard.Client.Alerts.OfRun(runId, cancellation), cancellation, "The alerts of the run");
        if (parsed.GetValue(YardOptions.Json))
            Screen.Json(AsJson(origin, report, alerts));
        else
            Print(origin, report, standstill.Remedy(origin.Run), (alerts ?? [], AlertWords.In(yard, sameYard)));
        return ExitCodes.Succeeded;
    }

    private static JsonNode AsJson(
        Origin origin, ValidationReportView? report, IReadOnlyList<AlertView>? alerts)
    {
        var json = ApiJson.Node(origin.Run);
        json["pipelineDefinition"] = origin.Definition?.DeepClone();
        json["validation"] = report is null ? null : ApiJson.Node(report);
        json["alerts"] = alerts is null ? null : ApiJson.Node(alerts);
        return json;
    }

    private static void Print(
        Origin origin, ValidationReportView? report, string? remedy,
        (IReadOnlyList<AlertView> All, AlertWords Words) alerts)
    {
        var run = origin.Run;
        var took = run.EndedAt is { } end ? $" after {Words.Duration(end - run.RequestedAt)}" : "";
        Screen.Line($"run {run.RunId} of {run.Pipeline}: {run.State}{took}");
        if ((run.Failure ?? run.Obstacle) is { } why)
            Screen.Line(why);
        if (remedy is not null)
            Screen.Line(remedy);
        Figures.Show(run.Findings);
        Screen.Line();
        Figures.Show(
            origin.Lines.Prepend(("deployed to", run.Alias)).Prepend(("version", run.Version?.ToString()))
                .Concat(alerts.All.Select(
                    alert => ("alert", (string?)$"{alert.Receiver}: {alerts.Words.Of(alert)}"))));
        if (run.Metrics.Count > 0)
        {
            Screen.Line();
            Figures.Show(run.Metrics, run.Gate, run.Baselines);
        }

        if (report is not null)
            ReportLines.Show(report);
        Screen.Line();
        string[] head = ["AT", "", "MESSAGE", "TOOK", "ATTEMPT", "WHO"];
        foreach (var line in Lines.InColumns([head, .. run.Record.Select(Row)]))
            Screen.Line(line);
    }

    private static string[] Row(RecordEntry line) =>
    [
        line.At.ToString("HH:mm:ss.fff"),
        line.Direction == RecordDirection.Sent ? "->" : "<-",
        line.Message,
        line.Work is { } work ? Words.Duration(work.Elapsed) : "",
        line.Work?.Attempt.ToString() ?? "",
        line.Work is { } done ? $"{done.Service} on {done.Worker}" : "",
    ];
}
