using System.CommandLine;
using Trainyard.Api;
using Trainyard.Cli.Collect;
using Trainyard.Cli.Dead;
using Trainyard.Cli.Doctor;
using Trainyard.Cli.Keys;
using Trainyard.Cli.Look;
using Trainyard.Cli.Predict;
using Trainyard.Cli.Run;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Topology;
using Trainyard.Cli.Up;
using Trainyard.Cli.Yards;
using Trainyard.Hosting.Settings;

namespace Trainyard.Cli;

/// <summary>The <c>trainyard</c> command: a table of contents.</summary>
internal static class CommandLine
{
    public static RootCommand Root() => new(
        "Trains, validates, registers, deploys and watches models, and keeps the record of every run.")
    {
        RunCommand.Create(),
        UpCommand.Create(),
        ValidateCommand.Create(),
        RunsCommand.Create(),
        ShowCommand.Create(),
        CancelCommand.Create(),
        PredictCommand.Create(),
        TopologyCommand.Create(),
        KeyCommand.Create(),
        DeadCommand.Create(),
        DoctorCommand.Create(),
        CollectCommand.Create(),
    };

    public static async Task<int> Run(string[] args)
    {
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            _ = await parsed.InvokeAsync();
            return ExitCodes.Rejected;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (CommandException exception)
        {
            Screen.Error(exception.Message);
            return exception.ExitCode;
        }
        catch (ApiException refusal) when (refusal.IsKeyAskedFor)
        {
            Screen.Error($"{refusal.Message} This command takes it from the variable {YardOptions.KeyVariable}, or "
                + "from the file that --key-file names.");
            return ExitCodes.Rejected;
        }
        catch (ApiException refusal)
        {
            Screen.Error(refusal.Message);
            return refusal.IsOutage ? ExitCodes.Faulted : ExitCodes.Rejected;
        }
        catch (SettingsException exception)
        {
            Screen.Error(exception.Message);
            return ExitCodes.Faulted;
        }
        catch (HttpRequestException exception)
        {
            Screen.Error($"The server can't be reached: {exception.Message}");
            return ExitCodes.Faulted;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Cancelled;
        }
    }
}
