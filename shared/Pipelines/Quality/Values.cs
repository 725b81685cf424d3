namespace Trainyard.Pipelines.Quality;

/// <summary><c>values</c>: which values a column may have.</summary>
public sealed record ValuesRule : QualityRule
{
    internal static readonly QualityRuleKind Kind = new("values", typeof(ValuesRule), Parse())
    {
        Meaning = "Which values a column may have.",
    };

    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>The only values allowed, as text.</summary>
    public required IReadOnlyList<string> Allowed { get; init; }

    private static MapParser<QualityRule> Parse()
    {
        var column = Key.Required("column", "The column.", AnyColumn);
        var allowed = Key.Required(
            "allowed", "The only values allowed.", new ListParser<string>(new WordParser(), "values"));
        return new(
            [column, allowed, Else],
            f => new ValuesRule { Column = f.Get(column), Allowed = f.Get(allowed), Otherwise = f.Get(Else) });
    }
}
