namespace Trainyard.Pipelines.Quality;

/// <summary>The rules that a pipeline file can name: a rule is what stands in this list.</summary>
public static class QualityRules
{
    /// <summary>All of them.</summary>
    public static KindSet<QualityRule, QualityRuleKind> All { get; } = new(
        "rule",
        RowsRule.Kind,
        NullsRule.Kind,
        RangeRule.Kind,
        ValuesRule.Kind,
        UniqueRule.Kind);

    /// <summary><c>quality</c>: rules that the snapshot is held against.</summary>
    internal static ListParser<QualityRule> Parser { get; } = new(
        new KindParser<QualityRule>("rule", [.. All.Select(k => Key.Optional(k.Name, k.Meaning, k.Parser))])
        {
            Alone = [.. All.Where(kind => kind.StandsAlone).Select(kind => kind.Name)],
        },
        "rules such as - rows: { min: 1000 }") { TakesRepeats = true };
}
