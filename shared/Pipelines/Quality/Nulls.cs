namespace Trainyard.Pipelines.Quality;

/// <summary><c>nulls</c>: how much may be missing.</summary>
public sealed record NullsRule : QualityRule
{
    internal static readonly QualityRuleKind Kind = new("nulls", typeof(NullsRule), Parse())
    {
        Meaning = "How much may be missing in each of some columns.",
    };

    /// <summary>The columns; empty means all.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The largest share of missing values, 0 to 1. In the file also as a percentage.</summary>
    public required double Max { get; init; }

    private static MapParser<QualityRule> Parse()
    {
        var columns = Key.Optional("columns", "The columns, each on its own.", new AllOrColumnsParser(AnyColumn), []);
        var max = Key.Required(
            "max",
            "The largest share of missing values in a column, 0 to 1 or a percentage.",
            new NumberParser("a share from 0 to 1, or a percentage such as 1%")
            {
                Min = 0, Max = 1, TakesPercent = true,
            });
        return new(
            [columns, max, Else],
            f => new NullsRule { Columns = f.Get(columns), Max = f.Get(max), Otherwise = f.Get(Else) })
        { Shorthand = max };
    }
}
