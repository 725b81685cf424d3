namespace Trainyard.Cli.Terminal;

/// <summary>How this command was called, so that what it prints can be pasted.</summary>
internal static class Invocation
{
    /// <summary>The installed command, or <c>dotnet run</c> for one that runs from its build folder.</summary>
    public static string Command { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}",
            StringComparison.Ordinal)
            ? "dotnet run --project services/Trainyard --"
            : "trainyard";

    /// <summary>Text as one word of a POSIX shell.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
