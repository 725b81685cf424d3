using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Trainyard.Pipelines;

/// <summary>
/// Secrets of a pipeline file: <c>${NAME}</c> stands for a variable of the environment. A definition keeps it as
/// written; it is resolved where it is used, by the process that uses it, and its value is for that use alone.
/// </summary>
public static partial class Secrets
{
    /// <summary>The names in a text, each once, in order of appearance.</summary>
    public static IReadOnlyList<string> Names(string text) =>
        [.. Secret().Matches(text).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>The names that a definition needs at run time, each once, sorted.</summary>
    public static IReadOnlyList<string> Names(PipelineDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var texts = definition.Alerts.SelectMany(a => a.Receiver.TextsWithSecrets)
            .Concat(definition.Source.TextsWithSecrets);
        return [.. texts.SelectMany(Names).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Replaces every <c>${NAME}</c> by its value.</summary>
    /// <param name="text">The text as the definition has it.</param>
    /// <param name="variables">The variables that it may name.</param>
    /// <param name="resolved">The text with the values, which shows none of them by accident.</param>
    /// <param name="problem">Which variables are not allowed, or not set; never a value.</param>
    public static bool TryResolve(
        string text,
        AllowedVariables variables,
        [NotNullWhen(true)] out ResolvedText? resolved,
        [NotNullWhen(false)] out SecretProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(variables);
        resolved = null;
        problem = null;
        var names = Names(text);
        if (Complaint(text) is { } complaint)
        {
            problem = new(SecretProblemKind.NotWrittenRight, complaint);
        }
        else if (names.Where(n => !variables.Allows(n)).ToArray() is { Length: > 0 } refused)
        {
            problem = new(
                SecretProblemKind.NotAllowed,
                $"The {Listed(refused)} not among those that a pipeline file may name; "
                + "the setting Secrets:Allowed says which are.");
        }
        else
        {
            var values = names.ToDictionary(n => n, variables.ValueOf, StringComparer.Ordinal);
            resolved = Fill(text, values, out problem);
        }

        return problem is null;
    }

    /// <summary>What is wrong with the way secrets are written in a text; null when nothing is.</summary>
    internal static string? Complaint(string text)
    {
        var rest = Secret().Replace(text, "");
        return rest.Contains("${", StringComparison.Ordinal)
            ? "A '${' begins a secret that is not written right: ${NAME}, a name of letters, digits and underscores."
            : null;
    }

    private static ResolvedText? Fill(string text, Dictionary<string, string?> values, out SecretProblem? problem)
    {
        var missing = values.Where(v => string.IsNullOrEmpty(v.Value)).Select(v => v.Key).ToArray();
        problem = missing.Length == 0 ? null : new(
            SecretProblemKind.NotSet, $"The environment {Listed(missing)} not set.");
        if (problem is not null) return null;
        var known = values.ToDictionary(v => v.Key, v => v.Value!, StringComparer.Ordinal);
        return new ResolvedText(text, Secret().Replace(text, m => known[m.Groups["name"].Value]), known);
    }

    private static string Listed(string[] names) =>
        names.Length == 1 ? $"variable {names[0]} is" : $"variables {string.Join(", ", names)} are";

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex Secret();
}
