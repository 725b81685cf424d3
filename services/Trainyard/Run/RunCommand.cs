using System.CommandLine;
using Trainyard.Api.Runs;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;
using Trainyard.Contracts;

namespace Trainyard.Cli.Run;

/// <summary><c>trainyard run FILE</c>: asks for a run and follows it to its end.</summary>
internal static class RunCommand
{
    private static readonly Argument<string> PipelineFile = new("file") { Description = "The pipeline file." };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "A value in the place of the file's, as path=value; may be given again. "
            + "Example: --set train.iterations=200",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> Key = new("--key")
    {
        Description = "Idempotency key: the same key twice is the same run.",
    };

    private static readonly Option<string?> SourceFolder = new("--source-folder")
    {
        Description = "Folder that relative source paths start from, as the server sees it. "
            + "Default: that of the file, when it is on this machine.",
    };

    public static Command Create()
    {
        var command = new Command("run", "Run a pipeline: fetch, check, prepare, train, validate, register, deploy.")
        {
            PipelineFile, Set, Key, SourceFolder,
        };
        command.WithYard().SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var text = PipelineText.Load(parsed.GetValue(PipelineFile)!, parsed.GetValue(Set)!);
        var definition = text.Check();
        var isJson = parsed.GetValue(YardOptions.Json);

        await using var yard = await parsed.Open(cancellation);
        var accepted = await yard.Client.Runs.Request(
            new TrainRequested
            {
                Pipeline = text.Yaml,
                Overrides = text.Overrides,
                SourceFolder = parsed.GetValue(SourceFolder) ?? (yard.IsOnThisMachine ? text.Folder : null),
                RequestedBy = Environment.UserName,
                IdempotencyKey = parsed.GetValue(Key),
            },
            cancellation);

        var runId = accepted.RunId;
        var follower = new RunFollower(yard.Client, runId);
        RunView report;
        try
        {
            report = isJson ? await follower.ToTheEnd(_ => { }, cancellation)
                : Screen.IsLive ? await LiveProgress.Show(follower, definition, cancellation)
                : await PlainProgress.Show(follower, definition, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Screen.Error("Cancelling the run ...");
            var request = new CancelRequest(Environment.UserName, "interrupted at the terminal");
            await yard.Client.Runs.Cancel(runId, request, CancellationToken.None);
            report = await follower.ToTheEnd(_ => { }, CancellationToken.None);
        }

        var alerts = await AlertWait.For(report, definition, yard.Client);
        await RunSummary.Show(
            report, alerts, yard.Client,
            (parsed.GetValue(YardOptions.Data)!, Invocation.SameYard(parsed), isJson));
        return ExitCodes.Of(report.Outcome);
    }
}
