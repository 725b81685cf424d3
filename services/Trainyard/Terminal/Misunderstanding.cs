using System.CommandLine;
using System.CommandLine.Parsing;
using Trainyard.Pipelines;

namespace Trainyard.Cli.Terminal;

/// <summary>One line for a command line that can't be understood, and what was probably meant.</summary>
internal static class Misunderstanding
{
    public static CommandException Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = string.Join(' ', PathOf(parsed.CommandResult).Prepend(Invocation.Command));
        var unknown = parsed.UnmatchedTokens.FirstOrDefault();
        var problem = unknown is null ? parsed.Errors[0].Message
            : command.Subcommands.Count > 0 && unknown.StartsWith('-')
                ? $"A command is missing before '{unknown}'."
            : command.Subcommands.Count > 0 ? $"There is no command '{unknown}'. {Meant(unknown, Commands(command))}"
            : unknown.StartsWith('-') ? $"'{command.Name}' has no option '{unknown}'. "
                + Meant(unknown, Options(command))
            : $"'{command.Name}' does not know what to do with '{unknown}'.";
        return CommandException.OfUsage($"{problem.TrimEnd()} {path} --help says what there is.");
    }

    /// <summary>An option without its value, which would take the option behind it for that; null where there is
    /// none.</summary>
    public static CommandException? OfValues(ParseResult parsed)
    {
        var known = Options(parsed.CommandResult.Command).ToHashSet(StringComparer.Ordinal);
        foreach (var given in parsed.CommandResult.Children.OfType<OptionResult>())
        {
            if (given.Tokens.FirstOrDefault(token => known.Contains(token.Value)) is { } swallowed)
            {
                return CommandException.OfUsage(
                    $"{given.Option.Name} takes a value, and '{swallowed.Value}' behind it is an option.");
            }
        }

        return null;
    }

    private static string Meant(string word, IEnumerable<string> known) =>
        Spelling.Nearest(word, known) is { } nearest ? $"Did you mean '{nearest}'?" : "";

    private static IEnumerable<string> Commands(Command command) => command.Subcommands.Select(known => known.Name);

    private static IEnumerable<string> Options(Command command) => command.Options.Select(option => option.Name);

    private static IEnumerable<string> PathOf(CommandResult result) => result.Parent is CommandResult parent
        ? PathOf(parent).Append(result.Command.Name)
        : [];
}
