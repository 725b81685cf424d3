using System.Text.RegularExpressions;

namespace Trainyard.Cli.Terminal;

/// <summary>What services say for whoever reads it anywhere, as it is called here: routes that list something are
/// commands, and the command goes by its own name, with the yard that was asked.</summary>
internal static partial class ServerWords
{
    public static string Of(string text, string sameYard)
    {
        text = text.Replace("GET /dead lists", "trainyard dead list lists", StringComparison.Ordinal)
            .Replace("GET /runs lists", "trainyard runs lists", StringComparison.Ordinal);
        return Command().Replace(text, $"{Invocation.Command.Replace("$", "$$")} $1{sameYard.Replace("$", "$$")}");
    }

    [GeneratedRegex(@"\btrainyard (cancel|collect|runs|show|dead (?:list|show|retry|drop))\b")]
    private static partial Regex Command();
}
