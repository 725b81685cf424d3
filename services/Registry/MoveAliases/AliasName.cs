using System.Text.RegularExpressions;

namespace Trainyard.Registry.MoveAliases;

/// <summary>What an alias may be called: it is part of an address, as in a pipeline file.</summary>
internal static partial class AliasName
{
    public const string Rule = "lower-case letters, digits and dashes, at most 63, no dash at an end, and not digits"
        + " alone, which are a version";

    public static bool IsValid(string alias) => Form().IsMatch(alias);

    [GeneratedRegex("^(?![0-9]+\\z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\z")]
    private static partial Regex Form();
}
