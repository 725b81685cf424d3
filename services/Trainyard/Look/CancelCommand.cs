using System.CommandLine;
using Trainyard.Api;
using Trainyard.Api.Runs;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Look;

/// <summary><c>trainyard cancel RUN</c>: asks for a run to stop.</summary>
internal static class CancelCommand
{
    private static readonly Argument<string> Run = RunId.Argument();

    private static readonly Option<string?> Reason = new("--reason") { Description = "Why, for the record." };

    public static Command Create()
    {
        var command = new Command("cancel", "Ask for a run to stop; its work ends within 2 s.") { Run, Reason };
        command.WithYard().SetAction(async (parsed, cancellation) =>
        {
            await using var yard = await parsed.Open(cancellation);
            var request = new CancelRequest(Environment.UserName, parsed.GetValue(Reason));
            var run = await RunId.Find(parsed.GetValue(Run)!, yard.Client, cancellation);
            var accepted = await yard.Client.Runs.Cancel(run, request, cancellation);
            if (parsed.GetValue(YardOptions.Json))
                Screen.Json(ApiJson.Node(accepted));
            else
                Screen.Line($"Run {run} is asked to stop.");
            return ExitCodes.Succeeded;
        });
        return command;
    }
}
