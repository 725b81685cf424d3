using System.CommandLine;
using Trainyard.Hosting.Http;

namespace Trainyard.Cli.Yards;

/// <summary>The options that say which yard a command works with.</summary>
internal static class YardOptions
{
    public const string KeyVariable = "TRAINYARD_KEY";
    public const string ServerVariable = "TRAINYARD_SERVER";

    public static Option<string?> Server { get; } = new("--server")
    {
        Description = "Address of a running Trainyard. Default: the variable TRAINYARD_SERVER; "
            + "without it, everything in this process.",
        Recursive = true,
    };

    public static Option<string?> KeyFile { get; } = new("--key-file")
    {
        Description = $"File with the key that the server asks for. Default: the variable {KeyVariable}, which holds "
            + "the key itself.",
    };

    public static Option<string> Data { get; } = new("--data")
    {
        Description =
            "Folder of the yard when everything is in this process. Default: the variable TRAINYARD_Data__Folder, else "
            + ".trainyard in the current folder.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("TRAINYARD_Data__Folder") is { Length: > 0 } set
            ? set
            : ".trainyard",
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "Print JSON, for programs." };

    /// <summary>Adds the options that every command with a yard has.</summary>
    public static Command WithYard(this Command command)
    {
        command.Options.Add(Server);
        command.Options.Add(KeyFile);
        command.Options.Add(Data);
        command.Options.Add(Json);
        return command;
    }

    /// <summary>The yard that the options name; in this process when they name none.</summary>
    public static Task<IYard> Open(this ParseResult parsed, CancellationToken cancellation) =>
        parsed.ServerOf(Patience.ToChange) is { } server
            ? Task.FromResult<IYard>(server)
            : LocalYard.Open(parsed.GetValue(Data)!, cancellation);

    /// <summary>The same for a command that only reads: nothing begins or goes on in this process.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <param name="loadsModels">Whether predictions are asked for.</param>
    public static Task<IYard> OpenToRead(
        this ParseResult parsed, CancellationToken cancellation, bool loadsModels = false) =>
        parsed.ServerOf(loadsModels ? Patience.ToPredict : Patience.ToRead) is { } server
            ? Task.FromResult<IYard>(server)
            : ReadingYard.Open(parsed.GetValue(Data)!, loadsModels, cancellation);

    private static RemoteYard? ServerOf(this ParseResult parsed, Patience patience)
    {
        return AddressOf(parsed) is not { } address
            ? null
            : new RemoteYard(address, KeyOf(parsed.GetValue(KeyFile)), patience);
    }

    /// <summary>Whether a key for a server is given.</summary>
    public static bool HasKey(this ParseResult parsed) => KeyOf(parsed.GetValue(KeyFile)) is not null;

    /// <summary>The key for a server; null when nobody gave one.</summary>
    private static string? KeyOf(string? file)
    {
        if (file is null)
        {
            var key = Environment.GetEnvironmentVariable(KeyVariable)?.Trim();
            return string.IsNullOrEmpty(key) ? null
                : HttpKey.IsPossible(key) ? key
                : throw new CommandException($"The variable {KeyVariable} holds something that is no key.");
        }

        try
        {
            return HttpKey.Read(file) ?? throw new CommandException($"The file '{file}' holds no key.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The key can't be read: {exception.Message}");
        }
    }

    /// <summary>The server that is named; null where none is.</summary>
    public static Uri? AddressOf(ParseResult parsed) => parsed.GetValue(Server) is { } given ? AddressOf(given)
        : Environment.GetEnvironmentVariable(ServerVariable) is { } set && !string.IsNullOrWhiteSpace(set)
            ? AddressOf(set)
        : null;

    private static Uri AddressOf(string server) =>
        Uri.TryCreate(server, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw CommandException.OfUsage(
                $"'{server}' is no address of a server; one looks like http://127.0.0.1:5080.");
}
