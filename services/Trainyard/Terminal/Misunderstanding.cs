using System.CommandLine;
using System.CommandLine.Parsing;
using Trainyard.Pipelines;

namespace Trainyard.Cli.Terminal;

/// <summary>One line for a command line that can't be understood, and what was probably meant.</summary>
internal static class Misunderstanding
{
    /// <summary>What options say that name something.</summary>
    private static readonly Dictionary<string, string> Takes = new(StringComparer.Ordinal)
    {
        ["--data"] = "names a folder", ["--source-folder"] = "names a folder", ["--file"] = "names a file",
        ["--out"] = "names a file", ["--key-file"] = "names a file", ["--server"] = "names an address",
        ["--urls"] = "names an address", ["--bus"] = "names an address", ["--key"] = "names a run",
    };

    /// <summary>Options that say something with nothing: how names begin.</summary>
    private static readonly string[] MayBeEmpty = ["--prefix"];

    /// <summary>Arguments of which is said in other words what they should be.</summary>
    private static readonly string[] SaidElsewhere = ["model", "version", "run"];

    public static CommandException Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = string.Join(' ', PathOf(parsed.CommandResult).Prepend(Invocation.Command));
        var unknown = parsed.UnmatchedTokens.FirstOrDefault();
        var problem = unknown is null ? parsed.Errors[0].Message
            : command.Subcommands.Count > 0 && unknown.StartsWith('-')
                ? $"A command is missing before '{unknown}'."
            : command.Subcommands.Count > 0 ? $"There is no command '{unknown}'. {Meant(unknown, Commands(command))}"
            : Options(command).Contains(unknown) ? $"Options stand behind the command: {path} {unknown}."
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

    /// <summary>An option or an argument that is there and says nothing, as that of a script whose variable is not set;
    /// null where there is none.</summary>
    public static CommandException? OfEmpty(ParseResult parsed)
    {
        foreach (var given in parsed.CommandResult.Children.Where(
            given => given.Tokens.Any(token => token.Value == "")))
        {
            if (given is OptionResult { Option: { Name: var name } } && !MayBeEmpty.Contains(name))
            {
                return CommandException.OfUsage(
                    $"{name} {Takes.GetValueOrDefault(name, "takes a value")}, and is empty.");
            }

            if (given is ArgumentResult { Argument: { Name: var argument } } && !SaidElsewhere.Contains(argument))
                return CommandException.OfUsage($"The {argument} is empty; it should name one.");
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
