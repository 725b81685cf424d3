using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using Trainyard.Metrics;

namespace Trainyard.Pipelines;

/// <summary><c>gate</c>: what the metrics on the held-out part must meet.</summary>
internal static class GateGrammar
{
    private static readonly Metric[] Metrics = [.. MetricList.All.OrderBy(m => m.Name, StringComparer.Ordinal)];

    public static MapParser<IReadOnlyList<GateRule>> Parser { get; } = Create();

    private static MapParser<IReadOnlyList<GateRule>> Create()
    {
        var rules = Metrics
            .Select(m => Key.Optional(m.Name, Describe(m), Rule(m)))
            .ToArray();
        var margin = new OpenMapParser<double>(
            new NumberParser("a number"), "metrics with margins, such as { auc: -0.005 }");
        var champion = Key.Later(
            "champion", "How much worse than the version in service each metric may be.", margin);
        var slices = Key.Later("slices", "Rules for each value of a column.", Slices());
        return new([.. rules, champion, slices], f => [.. rules.Where(f.Has).SelectMany(f.Get)])
        {
            Definition = "gate",
        };
    }

    private static string Describe(Metric metric)
    {
        var tasks = string.Join(", ", metric.Tasks.Select(Words.Of));
        var better = metric.Better switch
        {
            Better.Higher => "Higher is better.",
            Better.Lower => "Lower is better.",
            Better.Neither => "Neither higher nor lower is better.",
            _ => throw new NotSupportedException($"The direction {metric.Better} is not known here."),
        };
        return $"{char.ToUpperInvariant(tasks[0])}{tasks[1..]}: {char.ToLowerInvariant(metric.Meaning[0])}"
            + $"{metric.Meaning[1..]} {better} Formula: {metric.Source}.";
    }

    private static GateParser Rule(Metric metric) =>
        new(metric.Name, metric.Min, metric.Max) { Definition = "gateRule" };

    private static MapParser<string> Slices()
    {
        var column = Key.Required("column", "The column.", new ColumnParser(ColumnUse.Other, ColumnNeed.Name));
        var rules = Metrics.Select(m => (Key)Key.Optional(m.Name, Describe(m), Rule(m)));
        return new([column, .. rules], f => f.Get(column));
    }
}

/// <summary>A rule such as <c>"&gt;= 0.65"</c>, or a list of two that bound a metric from both sides.</summary>
internal sealed partial class GateParser(string metric, double min, double max) : Parser<IReadOnlyList<GateRule>>
{
    private const string Pattern = @"^(>=|>|<=|<)\s*-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?%?$";

    /// <inheritdoc/>
    public override string Expected => "a comparison and a number between quotes, such as \">= 0.65\"";

    /// <inheritdoc/>
    public override bool TryRead(
        Place place, ParseContext context, [MaybeNullWhen(false)] out IReadOnlyList<GateRule> value)
    {
        context.Metrics.Add(new MetricMention(metric, place));
        value = null;
        if (place.Node is not ListNode list)
        {
            if (!TryReadRule(place, context, out var rule)) return false;
            value = [rule];
            return true;
        }

        if (list.Items.Count != 2) return Refuse(place, context, out value, "A list bounds a metric from both sides.");
        var right = TryReadRule(place.Item(0, list.Items[0]), context, out var first);
        right &= TryReadRule(place.Item(1, list.Items[1]), context, out var second);
        if (!right || Contradicts(place, context, first!, second!)) return false;
        value = [first!, second!];
        return true;
    }

    /// <inheritdoc/>
    public override JsonObject Schema()
    {
        var one = new JsonObject { ["type"] = "string", ["pattern"] = Pattern };
        var two =
            new JsonObject { ["type"] = "array", ["items"] = one.DeepClone(), ["minItems"] = 2, ["maxItems"] = 2 };
        return new JsonObject { ["anyOf"] = new JsonArray(one, two) };
    }

    private bool TryReadRule(Place place, ParseContext context, [MaybeNullWhen(false)] out GateRule rule)
    {
        rule = null;
        var text = (place.Node as ScalarNode)?.Text ?? "";
        var match = Rule().Match(text);
        if (!match.Success || !NumberText.TryParseShare(match.Groups["number"].Value, out var threshold))
            return Refuse(place, context, out _, Hint(text));
        rule = new GateRule { Metric = metric, Comparison = match.Groups["comparison"].Value, Threshold = threshold };
        if (rule.IsMetBy(min) || rule.IsMetBy(max)) return true;
        var range = max == double.MaxValue ? $"is never below {NumberText.Show(min)}"
            : min == double.MinValue ? $"is never above {NumberText.Show(max)}"
            : $"lies between {NumberText.Show(min)} and {NumberText.Show(max)}";
        var percent = max == 1 && threshold is > 1 and <= 100 ? $" Did you mean {match.Groups["number"].Value}%?" : "";
        context.Complain(place, $"No model can meet {text}: {metric} {range}.{percent}");
        return false;
    }

    private bool Contradicts(Place place, ParseContext context, GateRule first, GateRule second)
    {
        var (lower, upper) = first.Comparison[0] == '>' ? (first, second) : (second, first);
        if (lower.Comparison[0] != '>' || upper.Comparison[0] != '<')
        {
            context.Complain(place, "Both rules bound the metric from the same side; write the stricter one alone.");
            return true;
        }

        var open = lower.Comparison == ">" || upper.Comparison == "<";
        if (lower.Threshold < upper.Threshold || (lower.Threshold == upper.Threshold && !open)) return false;
        context.Complain(
            place, $"The rules contradict each other: no {metric} is {Show(lower)} and {Show(upper)}.");
        return true;
    }

    private static string? Hint(string text)
    {
        var bare = text.Trim();
        if (NumberText.IsNumber(bare)) return $"Say which side is right: \">= {bare}\" or \"<= {bare}\".";
        return bare.StartsWith('=') ? "Write '>=' or '<='." : null;
    }

    private static string Show(GateRule rule) =>
        $"{rule.Comparison} {rule.Threshold.ToString("R", CultureInfo.InvariantCulture)}";

    [GeneratedRegex(@"^(?<comparison>>=|>|<=|<)\s*(?<number>-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?%?)\z")]
    private static partial Regex Rule();
}
