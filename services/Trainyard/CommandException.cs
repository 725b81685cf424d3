using System.Text.Json.Nodes;

namespace Trainyard.Cli;

/// <summary>The command can't go on; the message is all that a person needs to know.</summary>
internal sealed class CommandException(string message, int exitCode = ExitCodes.Rejected) : Exception(message)
{
    public int ExitCode => exitCode;

    /// <summary>All that is wrong, a line each, said before the message.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>The same, said after the message.</summary>
    public IReadOnlyList<string> LinesAfter { get; init; } = [];

    /// <summary>The same for programs.</summary>
    public JsonArray? Problems { get; init; }

    /// <summary>The command line can't be understood.</summary>
    public static CommandException OfUsage(string message) => new(message, ExitCodes.Usage);
}
