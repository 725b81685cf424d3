using System.CommandLine;
using System.CommandLine.Parsing;
using Trainyard.Pipelines;

namespace Trainyard.Cli.Terminal;

/// <summary>Lists that are longer than one answer of a server.</summary>
internal static class Lists
{
    private const int LargestPage = 1000;

    /// <summary>How many to ask for at once, to have so many in the end.</summary>
    public static int PageOf(int limit) => Math.Min(limit, LargestPage);

    /// <summary>The option that says how many are listed.</summary>
    public static Option<int> Limit() => new("--limit")
    {
        Description = "At most so many, from 1. Default: 20.",
        DefaultValueFactory = _ => 20,
        CustomParser = given =>
        {
            if (given.Tokens is [var word] && int.TryParse(word.Value, out var limit) && limit >= 1)
                return limit;
            given.AddError($"--limit is a number from 1, and not '{given.Tokens[0].Value}'.");
            return 0;
        },
    };

    /// <summary>Complains of a state that there is not, before anybody is asked for what is in it.</summary>
    public static Action<OptionResult> OneOf(IReadOnlyList<string> states) => given =>
    {
        if (given.Tokens is [var word] && !states.Contains(word.Value, StringComparer.OrdinalIgnoreCase))
            given.AddError($"There is no state '{word.Value}'. {Spelling.Suggest(word.Value, states)}");
    };
}
