using Trainyard.Contracts;

namespace Trainyard.Pipelines;

/// <summary>A gate that is said outside of a pipeline file, with the words of one.</summary>
public static class GateText
{
    /// <summary>Reads rules such as <c>"&gt;= 0.65"</c> by metric; all problems at once.</summary>
    /// <param name="rules">The rules, one for each metric.</param>
    /// <param name="problems">What is wrong, a sentence each; empty when nothing is.</param>
    /// <returns>The thresholds, nothing observed yet.</returns>
    public static IReadOnlyList<GateCheck> Read(
        IReadOnlyDictionary<string, string?> rules, out IReadOnlyList<string> problems)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var entries = rules.Select(rule => new MapEntry(
            new ScalarNode(1, 1, rule.Key, IsPlain: false),
            new ScalarNode(1, 1, rule.Value ?? "", IsPlain: false)));
        var context = new ParseContext();
        var place = new Place(new MapNode(1, 1, [.. entries]), "gate", "gate");
        _ = GateGrammar.Parser.TryRead(place, context, out var gate);
        problems = [.. context.Problems.Select(problem => $"{problem.Path}: {problem.Message}")];
        return problems.Count > 0 || gate is null ? [] : Gates.Of(gate);
    }
}
