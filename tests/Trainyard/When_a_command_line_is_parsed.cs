using System.CommandLine;
using System.CommandLine.Parsing;
using Trainyard.Cli.Terminal;

namespace Trainyard.Cli.Tests;

public sealed class When_a_command_line_is_parsed
{
    private const string RunId = "0d6cf3a4-6f0c-4d3b-9a55-3f8e0c8f2a11";

    /// <summary>A line of each command, with all that it takes.</summary>
    public static TheoryData<string, string> Lines => new()
    {
        {
            "run",
            "run a.yaml --set a=1 --set b=2 --key k --source-folder f --timeout 90s --cancel-on-exit --server http://a "
            + "--key-file k --data d --json"
        },
        { "up", "up --urls http://127.0.0.1:1 --data d --setting Jobs:Capacity=1 --setting A:B=c" },
        { "validate", "validate a.yaml --data --set a=1 --set b=2 --json" },
        { "runs", "runs --pipeline churn --state Faulted --limit 3 --server http://a --key-file k --data d --json" },
        { "show", $"show {RunId} --mermaid --server http://a --key-file k --data d --json" },
        { "models", "models churn --limit 3 --server http://a --key-file k --data d --json" },
        { "explain", "explain churn@7 --server http://a --key-file k --data d --json" },
        { "cancel", $"cancel {RunId} --reason why --server http://a --key-file k --data d --json" },
        { "predict", "predict churn@prod --row {} --server http://a --key-file k --data d --json" },
        { "predict", "predict churn --file - --out p.csv" },
        { "topology", "topology --bus amqp://a --json" },
        { "logins", "topology logins f --bus amqp://a --prefix b --json" },
        { "key", "key secrets/key --json" },
        {
            "list",
            "dead list --state all --queue train-model --limit 3 --server http://a --key-file k --data d --json"
        },
        { "show", "dead show id --stack --server http://a --key-file k --data d --json" },
        { "retry", "dead retry id other --reason why --server http://a --key-file k --data d --json" },
        { "retry", "dead retry --all --queue train-model --reason why" },
        { "drop", "dead drop --all --queue train-model --reason why --server http://a --key-file k --data d --json" },
        { "doctor", "doctor --deep --data d --setting A:B=c --json" },
        { "collect", "collect --dry-run --confirm --data d --setting A:B=c --json" },
    };

    /// <summary>What can't be understood, and the words that say so.</summary>
    public static TheoryData<string, string> Wrong => new()
    {
        { "", "Required command was not provided." },
        { "fly", "There is no command 'fly'." },
        { "rnu a.yaml", "There is no command 'rnu'. Did you mean 'run'?" },
        { "dead lst", "There is no command 'lst'. Did you mean 'list'?" },
        { "run", "Required argument 'file' missing for command: 'run'." },
        { "run a.yaml --sett a=1", "'run' has no option '--sett'. Did you mean '--set'?" },
        { "--deep doctor", "Options stand behind the command: " },
        { "run a.yaml b.yaml", "'run' does not know what to do with 'b.yaml'." },
        { "run a.yaml --timeout soon", "--timeout is a time such as 90s, 10m or 2h, and not 'soon'." },
        { "runs --limit many", "--limit is a number from 1, and not 'many'." },
        { "runs --limit 0 --server http://a", "--limit is a number from 1, and not '0'." },
        { "runs --limit -1 --server http://a", "--limit is a number from 1, and not '-1'." },
        { "models --limit 0 --server http://a", "--limit is a number from 1, and not '0'." },
        { "dead list --limit -7 --server http://a", "--limit is a number from 1, and not '-7'." },
        { "run a.yaml --set --cancel-on-exit", "--set takes a value, and '--cancel-on-exit' behind it is an option." },
        { "--sever d", "A command is missing before '--sever'." },
        { "dead --queue d", "A command is missing before '--queue'." },
        { "show last --mermaid --json=true --server http://a", "show prints the diagram with --mermaid or JSON" },
        { "runs --state Foo --server http://a", "There is no state 'Foo'. There are Requested, Fetching, Checking," },
        { "runs --state rejectd --server http://a", "There is no state 'rejectd'. Did you mean 'Rejected'?" },
        { "dead list --state Deed --server http://a", "There is no state 'Deed'. Did you mean 'Dead'?" },
        { "topology --bus http://a", "--bus must be an address such as amqp://user:password@host:5672/virtual-host" },
        { "show it --server http://a", "'it' is no run: a run is named by its id, the first characters of it," },
        { "cancel it --server http://a", "'it' is no run" },
        { "key", "Required argument 'file' missing for command: 'key'." },
        { "predict", "Required argument 'model' missing for command: 'predict'." },
        { "explain", "Required argument 'version' missing for command: 'explain'." },
        { "dead", "Required command was not provided." },
        { "dead retry id", "Option '--reason' is required." },
        { "dead drop --all", "Option '--reason' is required." },
        { "collect --server http://a", "'collect' has no option '--server'." },
        { "validate a.yaml --server d", "'validate' has no option '--server'." },
    };

    [Theory, MemberData(nameof(Lines))]
    public void Should_be_understood(string command, string line)
    {
        var parsed = CommandLine.Parse(line.Split(' '));

        Assert.Empty(parsed.Errors);
        Assert.Equal(command, parsed.CommandResult.Command.Name);
    }

    [Fact]
    public void Should_be_tried_here_with_every_option_of_every_command()
    {
        var tried = Lines.Select(row => CommandLine.Parse(row.Data.Item2.Split(' ')))
            .ToLookup(parsed => PathOf(parsed.CommandResult), parsed => parsed.Tokens.Select(token => token.Value));

        Assert.DoesNotContain(Leaves(CommandLine.Root(), ""), leaf => !tried.Contains(leaf.Path));
        var untried = Leaves(CommandLine.Root(), "")
            .SelectMany(leaf => leaf.Command.Options.Select(option => (leaf.Path, Option: option.Name)))
            .Where(at => at.Option is not ("--help" or "--version"))
            .Where(at => !tried[at.Path].Any(tokens => tokens.Contains(at.Option)));

        Assert.Empty(untried);
    }

    [Theory, MemberData(nameof(Wrong))]
    public async Task Should_be_refused_with_a_line_that_says_what_is_wrong(string line, string sentence)
    {
        var said = await Said.By(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((ExitCodes.Usage, ""), (said.ExitCode, said.Output));
        Assert.StartsWith(sentence, Assert.Single(said.Errors), StringComparison.Ordinal);
    }

    /// <summary>A script whose variable is not set gives nothing where a name belongs, and asks for no other
    /// yard.</summary>
    [Fact]
    public async Task Should_say_which_option_is_empty_of_every_command()
    {
        foreach (var (path, command) in Leaves(CommandLine.Root(), ""))
        {
            foreach (var option in command.Options.Where(option =>
                (option.ValueType == typeof(string) || option.ValueType == typeof(string[]))
                && option.Name is not ("--prefix" or "--state")))
            {
                var said = await Said.By(
                [
                    .. path.Split(' '), .. command.Arguments.Select(_ => "x"), option.Name, "",
                    .. command.Options.Where(other => other.Required && other != option)
                        .SelectMany(other => new[] { other.Name, "why" }),
                ]);

                Assert.Equal((ExitCodes.Usage, ""), (said.ExitCode, said.Output));
                Assert.Matches($"^{option.Name} .*, and is empty.$", Assert.Single(said.Errors));
            }
        }
    }

    [Theory]
    [InlineData("run", "")]
    [InlineData("validate", "")]
    [InlineData("key", "")]
    [InlineData("models", "")]
    [InlineData("models", "../..")]
    [InlineData("models", "..")]
    [InlineData("explain", "")]
    [InlineData("explain", "a/b@7")]
    [InlineData("predict", "churn@../x", "--row", "{}")]
    [InlineData("show", "")]
    [InlineData("cancel", "../x")]
    [InlineData("dead", "show", "")]
    [InlineData("dead", "show", "../x")]
    [InlineData("dead", "drop", "a/b", "--reason", "why")]
    [InlineData("topology", "logins", "")]
    public async Task Should_say_which_name_is_none(params string[] line)
    {
        var said = await Said.By(
            [.. line, .. line[0] is "show" or "cancel" ? ["--server", "http://a"] : Array.Empty<string>()]);

        Assert.Equal((ExitCodes.Usage, ""), (said.ExitCode, said.Output));
        Assert.DoesNotContain("%", Assert.Single(said.Errors), StringComparison.Ordinal);
    }

    /// <summary>Nothing of a file that happens to be called so.</summary>
    [Fact]
    public void Should_take_a_word_that_begins_with_at_for_what_it_is()
    {
        var parsed = CommandLine.Parse("cancel", "last", "--reason", "@alice asked");

        Assert.Empty(parsed.Errors);
        Assert.Contains(parsed.Tokens, token => token.Value == "@alice asked");
        Assert.Empty(CommandLine.Parse("explain", "@1").Errors);
    }

    [Fact]
    public void Should_take_no_option_for_the_value_of_another()
    {
        foreach (var (path, command) in Leaves(CommandLine.Root(), ""))
        {
            foreach (var option in command.Options.Where(option => option.Arity.MinimumNumberOfValues > 0))
            {
                var parsed = CommandLine.Parse([.. path.Split(' '), option.Name, command.Options[^1].Name]);

                Assert.True(
                    parsed.Errors.Any(error => error.Message.Contains(option.Name, StringComparison.Ordinal))
                        || Misunderstanding.OfValues(parsed) is not null,
                    $"{path} {option.Name}");
            }
        }
    }

    [Fact]
    public async Task Should_be_explained_by_every_command()
    {
        foreach (var (path, command) in Leaves(CommandLine.Root(), "").Append(("", CommandLine.Root())))
        {
            var said = await Said.By([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

            Assert.Equal((ExitCodes.Succeeded, ""), (said.ExitCode, said.Error));
            Assert.Contains(command.Description![..20], said.Output, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<(string Path, Command Command)> Leaves(Command command, string path) =>
        command.Subcommands.Count == 0
            ? [(path, command)]
            : command.Subcommands.SelectMany(below => Leaves(below, $"{path} {below.Name}".TrimStart()));

    private static string PathOf(SymbolResult? result) =>
        result is CommandResult { Command: not RootCommand } command
            ? $"{PathOf(command.Parent)} {command.Command.Name}".TrimStart()
            : "";
}
