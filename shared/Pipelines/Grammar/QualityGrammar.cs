namespace Trainyard.Pipelines;

/// <summary><c>quality</c>: rules that the snapshot is held against.</summary>
internal static class QualityGrammar
{
    private static readonly ColumnParser AnyColumn = new(ColumnUse.Other, ColumnNeed.Any);

    private static readonly Key<Otherwise> Else = Key.Optional(
        "otherwise",
        "What a broken rule leads to: the data is rejected, or a warning is reported.",
        new ChoiceParser<Otherwise>(),
        Otherwise.Reject);

    public static ListParser<QualityRule> Parser { get; } = new(
        new KindParser<QualityRule>(
            "rule",
            [
                Key.Optional("rows", "How many rows there must be.", Rows()),
                Key.Optional("nulls", "How much may be missing in each of some columns.", Nulls()),
                Key.Optional("range", "Between which values a column lies.", Range()),
                Key.Optional("values", "Which values a column may have.", Values()),
                Key.Optional("unique", "Columns that together name a row.", Unique()),
            ])
        { Alone = ["unique"] },
        "rules such as - rows: { min: 1000 }") { TakesRepeats = true };

    private static MapParser<QualityRule> Rows()
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

    private static MapParser<QualityRule> Nulls()
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

    private static MapParser<QualityRule> Range()
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

    private static MapParser<QualityRule> Values()
    {
        var column = Key.Required("column", "The column.", AnyColumn);
        var allowed = Key.Required(
            "allowed", "The only values allowed.", new ListParser<string>(new WordParser(), "values"));
        return new(
            [column, allowed, Else],
            f => new ValuesRule { Column = f.Get(column), Allowed = f.Get(allowed), Otherwise = f.Get(Else) });
    }

    private static MapParser<QualityRule> Unique()
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
