using System.CommandLine;

namespace Trainyard.Cli.Dead;

/// <summary><c>trainyard dead</c>: messages that nobody could handle, and what is to become of them.</summary>
internal static class DeadCommand
{
    public static Command Create() => new("dead", "See the messages that nobody could handle, and decide about them.")
    {
        ListDeadCommand.Create(),
        ShowDeadCommand.Create(),
        DecideDeadCommand.CreateRetry(),
        DecideDeadCommand.CreateDrop(),
    };
}
