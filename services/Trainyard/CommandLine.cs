using System.CommandLine;
using System.CommandLine.Invocation;
using Trainyard.Cli.Collect;
using Trainyard.Cli.Dead;
using Trainyard.Cli.Doctor;
using Trainyard.Cli.Keys;
using Trainyard.Cli.Look;
using Trainyard.Cli.Models;
using Trainyard.Cli.Predict;
using Trainyard.Cli.Run;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Topology;
using Trainyard.Cli.Up;
using Trainyard.Cli.Yards;

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
        ModelsCommand.Create(),
        ExplainCommand.Create(),
        PredictCommand.Create(),
        TopologyCommand.Create(),
        KeyCommand.Create(),
        DeadCommand.Create(),
        DoctorCommand.Create(),
        CollectCommand.Create(),
    };

    /// <summary>Says why nothing can begin.</summary>
    public static int Refuse(string problem, string[] args)
    {
        Screen.Begin();
        return Complaints.Say(new CommandException(problem), args.Contains(YardOptions.Json.Name));
    }

    /// <summary>What the words of a command line are. A word is what it is: none stands for a file of more of
    /// them.</summary>
    public static ParseResult Parse(params IReadOnlyList<string> args) =>
        Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    public static async Task<int> Run(string[] args)
    {
        var parsed = Parse(args);
        var isJson = args.Contains(YardOptions.Json.Name);
        using var interruption = new Interruption(isJson);
        Screen.Begin();
        try
        {
            if (parsed.Action is ParseErrorAction)
                throw Misunderstanding.Of(parsed);
            if ((Misunderstanding.OfValues(parsed) ?? Misunderstanding.OfEmpty(parsed)) is { } problem)
                throw problem;
            var exitCode = await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                interruption.Token);
            if (Screen.Unwritable is not { } why)
                return exitCode;
            // Not as JSON: that would go where nothing can be written.
            Screen.Error($"The output could not be written: {why}");
            return ExitCodes.Faulted;
        }
        catch (Exception exception)
        {
            // What was not understood names no yard.
            var sameYard = parsed.Errors.Count == 0 ? Invocation.SameYard(parsed) : "";
            return Complaints.Say(exception, isJson, interruption.WasTold, sameYard);
        }
    }
}
