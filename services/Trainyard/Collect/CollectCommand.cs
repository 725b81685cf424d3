using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;
using Trainyard.Hosting.CollectBlobs;

namespace Trainyard.Cli.Collect;

/// <summary><c>trainyard collect</c>: removes blobs that no record names.</summary>
internal static class CollectCommand
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Say what would be removed, and remove nothing.",
    };

    private static readonly Option<bool> Confirm = new("--confirm")
    {
        Description = "Remove also more than the usual share of all blobs, Artifacts:LargestShare (half of them).",
    };

    public static Command Create()
    {
        var command = new Command(
            "collect",
            "Remove blobs that no record of any service names, and that are older than Artifacts:Grace (7 days). Where "
            + "a store can't be read, nothing is removed and the exit code is 1. Safe while services run; `trainyard "
            + "up` does it by itself, for a cluster it is for cron.")
        {
            DryRun, Confirm, YardOptions.Json,
        };
        command.WithStores().SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var isDryRun = parsed.GetValue(DryRun);
        await using var yard = parsed.OpenStores();
        Collected collected;
        try
        {
            collected = await yard.Services.GetRequiredService<BlobCollector>().Collect(
                isDryRun, cancellation, parsed.GetValue(Confirm));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var why = ServerWords.Of(failure.Message, Invocation.SameYard(parsed));
            throw new CommandException($"Nothing was removed: {why}", ExitCodes.Faulted);
        }

        if (parsed.GetValue(YardOptions.Json))
            Screen.Json(AsJson(collected, isDryRun));
        else
            Print(collected, isDryRun);
        return ExitCodes.Succeeded;
    }

    private static void Print(Collected collected, bool isDryRun)
    {
        foreach (var blob in collected.Removed)
            Screen.Line($"{blob.Digest}  {blob.WrittenAt.UtcDateTime:u}  {blob.Size:N0} bytes");
        Screen.Line(
            $"{(isDryRun ? "Would remove" : "Removed")} {collected.Removed.Count:N0} blobs, {collected.Bytes:N0} "
            + $"bytes; {collected.Kept:N0} stay, being named or young.");
    }

    private static JsonObject AsJson(Collected collected, bool isDryRun) => new()
    {
        ["isDryRun"] = isDryRun,
        ["removed"] = JsonSerializer.SerializeToNode(collected.Removed, Web),
        ["bytes"] = collected.Bytes,
        ["kept"] = collected.Kept,
    };
}
