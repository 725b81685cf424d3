using System.CommandLine;
using Trainyard.Cli.Terminal;
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
            KeyFile,
        };
        command.SetAction(parsed => Run(parsed.GetValue(KeyFile)!));
        return command;
    }

    private static int Run(string file)
    {
        try
        {
            if (!File.Exists(file))
            {
                PrivateFile.Write(file, HttpKey.Create() + Environment.NewLine, overwrite: false);
                Screen.Line($"A new key is in '{file}'.");
                return ExitCodes.Succeeded;
            }

            if (HttpKey.Read(file) is null)
                throw new CommandException($"The file '{file}' is there, and holds no key.", ExitCodes.Faulted);
            Screen.Line($"The key in '{file}' stays.");
            return ExitCodes.Succeeded;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The key can't be written: {exception.Message}", ExitCodes.Faulted);
        }
    }
}
