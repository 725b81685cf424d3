namespace Trainyard.Pipelines.Quality;

/// <summary><c>rows</c>: how many rows there must be.</summary>
public sealed record RowsRule : QualityRule
{
    internal static readonly QualityRuleKind Kind = new("rows", typeof(RowsRule), Parse())
    {
        Meaning = "How many rows there must be.",
    };

    /// <summary>At least so many. Default: 1.</summary>
    public long Min { get; init; } = 1;

    /// <summary>At most so many. Default: any.</summary>
    public long? Max { get; init; }

    private static MapParser<QualityRule> Parse()
    {
        var min = Key.Optional("min", "At least so many rows.", new WholeParser<long>(0, long.MaxValue), 1L);
        var max = Key.Optional("max", "At most so many rows. Default: any.", new WholeParser<long>(0, long.MaxValue));
        return new([min, max, Else], f =>
        {
            f.Order(min, max);
            return new RowsRule { Min = f.Get(min), Max = f.FindValue(max), Otherwise = f.Get(Else) };
        })
        { Shorthand = min };
    }
}
