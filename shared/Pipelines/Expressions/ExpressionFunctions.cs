namespace Trainyard.Pipelines.Expressions;

/// <summary>The functions an expression can call, with how many arguments each takes.</summary>
internal static class ExpressionFunctions
{
    /// <summary>Most arguments a function takes that takes any number.</summary>
    private const int Many = 64;

    private static readonly SortedDictionary<string, (int Fewest, int Most)> Arities = new(StringComparer.Ordinal)
    {
        ["abs"] = (1, 1),
        ["ceil"] = (1, 1),
        ["coalesce"] = (2, Many),
        ["exp"] = (1, 1),
        ["floor"] = (1, 1),
        ["if"] = (3, 3),
        ["is_missing"] = (1, 1),
        ["log"] = (1, 1),
        ["max"] = (2, Many),
        ["min"] = (2, Many),
        ["pow"] = (2, 2),
        ["round"] = (1, 1),
        ["sqrt"] = (1, 1),
    };

    /// <summary>All names, sorted.</summary>
    public static IReadOnlyCollection<string> Names => Arities.Keys;

    /// <summary>What is wrong with a call; null when it is right.</summary>
    public static string? Complaint(string function, int arguments)
    {
        if (!Arities.TryGetValue(function, out var arity))
            return $"There is no function '{function}'. {Spelling.Suggest(function, Names)}";
        if (arguments >= arity.Fewest && arguments <= arity.Most) return null;
        var right = (arity.Fewest, arity.Most) switch
        {
            (1, 1) => "one argument",
            (var fewest, Many) => $"{fewest} or more arguments",
            var (fewest, _) => $"{fewest} arguments",
        };
        return $"'{function}' takes {right}, not {arguments}.";
    }
}
