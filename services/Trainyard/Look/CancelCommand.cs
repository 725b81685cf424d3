using System.CommandLine;
using Trainyard.Api.Runs;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Look;

/// <summary><c>trainyard cancel RUN</c>: asks for a run to stop.</summary>
internal static class CancelCommand
{
    private static readonly Argument<Guid> Run = new("run") { Description = "The id of the run." };

    private static readonly Option<string?> Reason = new("--reason") { Description = "Why, for the record." };

    public static Command Create()
    {
        var command = new Command("cancel", "Ask for a run to stop; its work ends within 2 s.") { Run, Reason };
        command.WithYard().SetAction(async (parsed, cancellation) =>
        {
            await using var yard = await parsed.Open(cancellation);
            var request = new CancelRequest(Environment.UserName, parsed.GetValue(Reason));
            await yard.Client.Runs.Cancel(parsed.GetValue(Run), request, cancellation);
            Screen.Line($"Run {parsed.GetValue(Run)} is asked to stop.");
            return ExitCodes.Succeeded;
        });
        return command;
    }
}
