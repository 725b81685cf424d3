using Trainyard.Cli.Terminal;

namespace Trainyard.Cli.Dead;

/// <summary>A dead letter as it is named on the command line.</summary>
internal static class DeadLetterId
{
    /// <exception cref="CommandException">It can be the id of none.</exception>
    public static string Of(string text) => PlainName.Is(text)
        ? text
        : throw CommandException.OfUsage($"'{text}' is no dead letter: one is named by its id, as dead list says it.");
}
