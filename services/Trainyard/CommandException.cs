namespace Trainyard.Cli;

/// <summary>The command can't go on; the message is all that a person needs to know.</summary>
internal sealed class CommandException(string message, int exitCode = ExitCodes.Rejected) : Exception(message)
{
    public int ExitCode => exitCode;
}
