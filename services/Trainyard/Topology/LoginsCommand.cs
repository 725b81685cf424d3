using System.CommandLine;
using System.Text.Json.Nodes;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;
using Trainyard.Hosting.Bus;

namespace Trainyard.Cli.Topology;

/// <summary><c>trainyard topology logins FOLDER</c>: makes a login of the broker for each service, which may write only
/// what that service says.</summary>
internal static class LoginsCommand
{
    private static readonly Argument<string> Folder = new("folder")
    {
        Description = "Where to write a folder for each login, and broker/definitions.json for the broker.",
    };

    private static readonly Option<string> Broker = new("--bus")
    {
        Description = "Where the broker is, amqp://host:port/virtual-host.",
        DefaultValueFactory = _ => "amqp://127.0.0.1:5672/",
    };

    private static readonly Option<string> Prefix = new("--prefix")
    {
        Description = "How the names of the logins begin at the broker.",
        DefaultValueFactory = _ => "trainyard-",
    };

    public static Command Create()
    {
        var command = new Command(
            "logins", "Make a login of the broker for each service, with no more rights than it needs, and end. "
            + "Passwords that are there stay. The broker is told with its own tools: rabbitmqctl import_definitions.")
        {
            Folder, Broker, Prefix, YardOptions.Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var address = BrokerAddress.Read(parsed.GetValue(Broker)!)
            ?? throw CommandException.OfUsage("--bus must be an address such as amqp://host:5672/virtual-host.");
        var folder = new LoginFolder(parsed.GetValue(Folder)!, address, parsed.GetValue(Prefix)!);
        var logins = await BrokerLogins.All();
        try
        {
            folder.Write(logins);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The logins can't be written: {exception.Message}", ExitCodes.Faulted);
        }

        if (parsed.GetValue(YardOptions.Json))
        {
            Screen.Json(new JsonObject
            {
                ["logins"] = new JsonArray([.. logins.Select(login => (JsonNode)login.Name)]),
                ["folder"] = parsed.GetValue(Folder),
                ["definitions"] = folder.DefinitionsFile,
            });
            return ExitCodes.Succeeded;
        }

        Screen.Line($"{logins.Count} logins are in '{parsed.GetValue(Folder)}', each in a folder of its own.");
        Screen.Line($"What to tell the broker is in '{folder.DefinitionsFile}'.");
        return ExitCodes.Succeeded;
    }
}
