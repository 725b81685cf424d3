namespace Trainyard.Pipelines;

/// <summary><c>clean</c>: what is dropped or repaired in the training part alone.</summary>
internal static class CleaningGrammar
{
    private static readonly ColumnParser AnyColumn = new(ColumnUse.Other, ColumnNeed.Any);

    public static ListParser<CleaningStep> Parser { get; } = new(
        new KindParser<CleaningStep>(
            "step",
            [
                Key.Optional(
                    "drop_missing", "Rows that lack a value in one of the columns are dropped.", DropMissing()),
                Key.Optional(
                    "drop_duplicates", "Of rows that are equal in the columns the first is kept.", DropDuplicates()),
                Key.Optional("keep_where", "Rows for which the condition does not hold are dropped.", KeepWhere()),
                Key.Optional("clip", "Values outside the limits become the limit.", Clip()),
            ])
        { Alone = ["drop_missing", "drop_duplicates"] },
        "steps such as - drop_missing: [origin]") { TakesRepeats = true };

    private static MapParser<CleaningStep> DropMissing()
    {
        var columns = Key.Optional(
            "columns", "The columns that must have a value.", new AllOrColumnsParser(AnyColumn), []);
        return new([columns], f => new DropMissing { Columns = f.Get(columns) }) { Shorthand = columns };
    }

    private static MapParser<CleaningStep> DropDuplicates()
    {
        var columns = Key.Optional(
            "columns", "The columns that make rows equal.", new AllOrColumnsParser(AnyColumn), []);
        return new([columns], f => new DropDuplicates { Columns = f.Get(columns) }) { Shorthand = columns };
    }

    private static MapParser<CleaningStep> KeepWhere()
    {
        var condition = Key.Required(
            "condition",
            "An expression that is true or false.",
            new ExpressionValueParser(ColumnUse.Other, "delay > -120"));
        return new([condition], f => new KeepWhere { Condition = f.Get(condition) }) { Shorthand = condition };
    }

    private static MapParser<CleaningStep> Clip()
    {
        var column = Key.Required(
            "column", "The column: integer, number or boolean.", new ColumnParser(ColumnUse.Other, ColumnNeed.Amount));
        var min = Key.Optional("min", "The lower limit. Default: none.", new NumberParser("a number"));
        var max = Key.Optional("max", "The upper limit. Default: none.", new NumberParser("a number"));
        return new([column, min, max], f =>
        {
            f.Order(min, max);
            if (!f.Has(min) && !f.Has(max)) f.Complain(column, "To clip needs 'min', 'max' or both.");
            return new Clip { Column = f.Get(column), Min = f.FindValue(min), Max = f.FindValue(max) };
        });
    }
}
