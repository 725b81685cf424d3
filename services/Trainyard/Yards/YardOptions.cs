using System.CommandLine;

namespace Trainyard.Cli.Yards;

/// <summary>The options that say which yard a command works with.</summary>
internal static class YardOptions
{
    public static Option<string?> Server { get; } = new("--server")
    {
        Description = "Address of a running Trainyard. Default: the variable TRAINYARD_SERVER; "
            + "without it, everything in this process.",
        Recursive = true,
    };

    public static Option<string> Data { get; } = new("--data")
    {
        Description =
            "Folder of the yard when everything is in this process. Default: .trainyard in the current folder.",
        DefaultValueFactory = _ => ".trainyard",
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "Print JSON, for programs." };

    /// <summary>Adds the options that every command with a yard has.</summary>
    public static Command WithYard(this Command command)
    {
        command.Options.Add(Server);
        command.Options.Add(Data);
        command.Options.Add(Json);
        return command;
    }

    /// <summary>The yard that the options name; in this process when they name none.</summary>
    public static Task<IYard> Open(this ParseResult parsed, CancellationToken cancellation)
    {
        var server = parsed.GetValue(Server) ?? Environment.GetEnvironmentVariable("TRAINYARD_SERVER");
        return string.IsNullOrWhiteSpace(server)
            ? LocalYard.Open(parsed.GetValue(Data)!, cancellation)
            : Task.FromResult<IYard>(new RemoteYard(AddressOf(server)));
    }

    private static Uri AddressOf(string server) =>
        Uri.TryCreate(server, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new CommandException(
                $"'{server}' is no address of a server; one looks like http://127.0.0.1:5080.");
}
