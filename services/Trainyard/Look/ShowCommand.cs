using System.CommandLine;
using Trainyard.Api;
using Trainyard.Api.Runs;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Look;

/// <summary><c>trainyard show RUN</c>: the record of a run, or its sequence diagram.</summary>
internal static class ShowCommand
{
    private static readonly Argument<Guid> Run = new("run") { Description = "The id of the run." };

    private static readonly Option<bool> Mermaid =
        new("--mermaid") { Description = "Print the run's sequence diagram in Mermaid." };

    public static Command Create()
    {
        var command = new Command("show", "Show the record of a run: every message, with who, when and how long.")
        {
            Run, Mermaid,
        };
        command.WithYard().SetAction(Show);
        return command;
    }

    private static async Task<int> Show(ParseResult parsed, CancellationToken cancellation)
    {
        await using var yard = await parsed.OpenToRead(cancellation);
        var runId = parsed.GetValue(Run);
        if (parsed.GetValue(Mermaid))
        {
            Screen.Line(await yard.Client.Runs.Diagram(runId, cancellation));
            return ExitCodes.Succeeded;
        }

        var report = await yard.Client.Runs.Read(runId, cancellation);
        if (parsed.GetValue(YardOptions.Json))
            Screen.Json(ApiJson.Node(report));
        else
            Print(report);
        return ExitCodes.Succeeded;
    }

    private static void Print(RunView report)
    {
        Screen.Line($"run {report.RunId} of {report.Pipeline}: {report.State}");
        Screen.Line(
            $"requested by {report.RequestedBy} at {report.RequestedAt:u}"
            + (report.Owner is { } owner ? $", owned by {owner}" : ""));
        if (report.Failure is { } failure)
            Screen.Line(failure);
        Screen.Line();
        string[] head = ["AT", "", "MESSAGE", "TOOK", "ATTEMPT", "WHO"];
        foreach (var line in Lines.InColumns([head, .. report.Record.Select(Row)]))
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
