using System.CommandLine;
using MassTransit;
using Trainyard.Api.Runs;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;
using Trainyard.Contracts;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Cli.Run;

/// <summary><c>trainyard run FILE</c>: asks for a run and follows it to its end.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan CancelTimeout = TimeSpan.FromSeconds(20);

    /// <summary>The same for a server elsewhere: shorter than the 10 s after which containers are killed that were told
    /// to end, since whoever waits is to hear that the run may go on.</summary>
    private static readonly TimeSpan CancelTimeoutElsewhere = TimeSpan.FromSeconds(8);

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
            + "Default: that of the file, where everything is in this process or the server holds the folder of "
            + "--data; else the server's own.",
    };

    private static readonly Option<string> Timeout = new("--timeout")
    {
        Description = "How long a server that can't be reached is asked again, while the run goes on there: 90s, 10m, "
            + "2h. Default: 10m.",
        DefaultValueFactory = _ => "10m",
    };

    private static readonly Option<bool> CancelOnExit = new("--cancel-on-exit")
    {
        Description = "Also cancel a run on a server when this command is told to end (Ctrl+C, SIGTERM). A run in this "
            + "folder is always cancelled then.",
    };

    public static Command Create()
    {
        var command = new Command("run", "Run a pipeline: fetch, check, prepare, train, validate, register, deploy.")
        {
            PipelineFile, Set, Key, SourceFolder, Timeout, CancelOnExit,
        };
        command.WithYard().SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var timeout = Words.TryDuration(parsed.GetValue(Timeout)!)
            ?? throw CommandException.OfUsage(
                $"--timeout is a time such as 90s, 10m or 2h, and not '{parsed.GetValue(Timeout)}'.");
        var text = PipelineText.Load(parsed.GetValue(PipelineFile)!, parsed.GetValue(Set)!);
        var definition = text.Check();

        await using var yard = await parsed.Open(cancellation);
        (yard as LocalYard)?.DemandMemory();
        var request = new TrainRequested
        {
            RunId = NewId.NextGuid(),
            Pipeline = text.Yaml,
            Overrides = text.Overrides,
            SourceFolder = parsed.GetValue(SourceFolder) ?? (SeesFilesOf(yard, parsed) ? text.Folder : null),
            RequestedBy = Environment.UserName,
            IdempotencyKey = parsed.GetValue(Key),
        };
        var report = await ToTheEnd(request, timeout, definition, yard, parsed, cancellation);
        // From here on a word to end is heeded between what is said, and changes nothing of how the run ended.
        var (exitCode, sameYard) = (ExitCodes.Of(report.Outcome), Invocation.SameYard(parsed));
        var (isJson, end) = (parsed.GetValue(YardOptions.Json), Interruption.Anew());
        Interruption.Know(exitCode, RunSummary.InOneSentence(report));
        await RunSummary.Show(report, yard.Client, (parsed.GetValue(YardOptions.Data)!, sameYard, isJson));
        Interruption.Know(exitCode, null);
        var alerts = await AlertWait.For(report, definition, yard.Client, end);
        if (!isJson)
            RunSummary.Show(alerts, AlertWords.In(yard, sameYard));
        return exitCode;
    }

    /// <summary>Whether the yard has the files of this machine. An address of this machine alone says nothing: a
    /// container may be behind it.</summary>
    private static bool SeesFilesOf(IYard yard, ParseResult parsed)
    {
        if (yard.IsOnThisMachine)
            return true;
        var data = parsed.GetValue(YardOptions.Data)!;
        return YardOptions.AddressOf(parsed) is { IsLoopback: true } server
            && YardFolder.AddressOfHolder(data)?.Address.Port == server.Port && YardFolder.IsHeldBySomebody(data);
    }

    private static async Task<RunView> ToTheEnd(
        TrainRequested request, TimeSpan timeout, PipelineDefinition definition, IYard yard, ParseResult parsed,
        CancellationToken cancellation)
    {
        var (runId, isAccepted) = (request.RunId, false);
        var data = parsed.GetValue(YardOptions.Data)!;
        using var disk = new DiskWatch(data, (yard as LocalYard)?.Documents ?? data, cancellation);
        try
        {
            runId = (await new RunRequest(yard.Client, timeout).Ask(request, disk.Token)).RunId;
            isAccepted = true;
            var follower = new RunFollower(yard.Client, runId, timeout);
            return parsed.GetValue(YardOptions.Json) ? await follower.ToTheEnd(_ => { }, disk.Token)
                : Screen.IsLive ? await LiveProgress.Show(follower, definition, disk.Token)
                : await PlainProgress.Show(follower, definition, disk.Token);
        }
        catch (Exception) when (disk.IsFull && !cancellation.IsCancellationRequested)
        {
            throw disk.Ending(runId, isAccepted, RunRequest.Doubt(request));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            var sameYard = Invocation.SameYard(parsed);
            if (yard.IsOnThisMachine || parsed.GetValue(CancelOnExit))
            {
                Interruption.Know(
                    yard.IsOnThisMachine ? ExitCodes.Cancelled : ExitCodes.LostSight,
                    $"Run {runId} was told to stop, and how it ended was not waited for; "
                    + $"{Invocation.Command} show {runId}{sameYard} says it.");
                var patience = yard.IsOnThisMachine ? CancelTimeout : CancelTimeoutElsewhere;
                return await new RunEnding(yard.Client, runId, patience, sameYard) { IsAccepted = isAccepted }
                    .ToTheEnd();
            }

            throw new CommandException(
                (isAccepted
                    ? $"Run {runId} goes on at the server."
                    : $"Whether run {runId} was accepted was not heard; it may go on at the server."
                        + RunRequest.Doubt(request))
                + $" To cancel it: {Invocation.Command} cancel {runId}{sameYard}",
                ExitCodes.LostSight);
        }
    }
}
