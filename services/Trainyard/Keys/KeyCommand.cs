using System.CommandLine;
using System.Text.Json.Nodes;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;
using Trainyard.Hosting;
using Trainyard.Hosting.Http;

namespace Trainyard.Cli.Keys;

/// <summary><c>trainyard key FILE</c>: makes the key that a yard asks for, once.</summary>
internal static class KeyCommand
{
    private static readonly Argument<string> KeyFile = new("file") { Description = "The file, for Http:KeyFile." };

    public static Command Create()
    {
        var command = new Command(
            "key", "Make a key that a yard asks for over HTTP, in a file of yours alone; one that is there stays.")
        {
            KeyFile, YardOptions.Json,
        };
        command.SetAction(parsed => Run(parsed.GetValue(KeyFile)!, parsed.GetValue(YardOptions.Json)));
        return command;
    }

    private static int Run(string file, bool isJson)
    {
        try
        {
            if (!File.Exists(file))
            {
                PrivateFile.Write(file, HttpKey.Create() + Environment.NewLine, overwrite: false);
                return Say(file, isNew: true, isJson);
            }

            if (HttpKey.Read(file) is null)
                throw new CommandException($"The file '{file}' is there, and holds no key.", ExitCodes.Faulted);
            return Say(file, isNew: false, isJson);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The key can't be written: {exception.Message}", ExitCodes.Faulted);
        }
    }

    private static int Say(string file, bool isNew, bool isJson)
    {
        if (isJson)
            Screen.Json(new JsonObject { ["file"] = file, ["isNew"] = isNew });
        else
            Screen.Line(isNew ? $"A new key is in '{file}'." : $"The key in '{file}' stays.");
        return ExitCodes.Succeeded;
    }
}
