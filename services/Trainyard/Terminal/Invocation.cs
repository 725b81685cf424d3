using System.CommandLine;
using Trainyard.Cli.Yards;

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

    /// <summary>The options that say which yard, as they were given, each with a space before it; nothing where none
    /// were.</summary>
    public static string SameYard(ParseResult parsed) => string.Concat(
        new Option<string?>[] { YardOptions.Server, YardOptions.KeyFile, YardOptions.Data! }
            .Where(option => parsed.GetResult(option) is { Implicit: false })
            .Select(option => $" {option.Name} {Word(parsed.GetValue(option) ?? "")}"));

    /// <summary>Text as one word of a POSIX shell, quoted only where it must be.</summary>
    public static string Word(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "/._:-".Contains(c, StringComparison.Ordinal))
            ? text
            : Quote(text);

    /// <summary>Text as one word of a POSIX shell.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
