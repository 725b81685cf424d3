namespace Trainyard.Pipelines.Quality;

/// <summary><c>unique</c>: columns that together name a row.</summary>
public sealed record UniqueRule : QualityRule
{
    internal static readonly QualityRuleKind Kind = new("unique", typeof(UniqueRule), Parse())
    {
        Meaning = "Columns that together name a row.",
        StandsAlone = true,
    };

    /// <summary>The columns; empty means all, that is, no row twice.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    private static MapParser<QualityRule> Parse()
    {
        var columns = Key.Optional(
            "columns",
            "The columns that together name a row; all means that no row is there twice.",
            new AllOrColumnsParser(AnyColumn),
            []);
        return new([columns, Else], f => new UniqueRule { Columns = f.Get(columns), Otherwise = f.Get(Else) })
        {
            Shorthand = columns,
        };
    }
}
