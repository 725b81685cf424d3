namespace Trainyard.Pipelines.Quality;

/// <summary><c>range</c>: between which values a column lies.</summary>
public sealed record RangeRule : QualityRule
{
    internal static readonly QualityRuleKind Kind = new("range", typeof(RangeRule), Parse())
    {
        Meaning = "Between which values a column lies.",
    };

    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>The smallest value allowed. Default: any.</summary>
    public double? Min { get; init; }

    /// <summary>The largest value allowed. Default: any.</summary>
    public double? Max { get; init; }

    private static MapParser<QualityRule> Parse()
    {
        var column = Key.Required(
            "column", "The column: integer, number or boolean.", new ColumnParser(ColumnUse.Other, ColumnNeed.Amount));
        var min = Key.Optional("min", "The smallest value allowed. Default: any.", new NumberParser("a number"));
        var max = Key.Optional("max", "The largest value allowed. Default: any.", new NumberParser("a number"));
        return new([column, min, max, Else], f =>
        {
            f.Order(min, max);
            if (!f.Has(min) && !f.Has(max)) f.Complain(column, "A range needs 'min', 'max' or both.");
            return new RangeRule
            {
                Column = f.Get(column), Min = f.FindValue(min), Max = f.FindValue(max), Otherwise = f.Get(Else),
            };
        });
    }
}
