namespace Trainyard.Pipelines;

/// <summary><c>split</c>: how rows are held out, before anything is learned.</summary>
internal static class SplitGrammar
{
    private static readonly Key<double> HeldOut = Key.Optional(
        "held_out",
        "The share that is held out, above 0 and below 1, or a percentage.",
        new NumberParser("a share above 0 and below 1, or a percentage such as 20%")
        {
            Min = 0, Max = 1, IsMinOpen = true, IsMaxOpen = true, TakesPercent = true,
        },
        0.2);

    public static UnionParser<SplitDefinition> Parser { get; } = new(
        "by",
        "How: random (each row by the same chance), stratified (the same share of each class), time (what came later).",
        [("random", Random()), ("stratified", Stratified()), ("time", Time())]);

    private static MapParser<SplitDefinition> Random() =>
        new([HeldOut], f => new RandomSplit { HeldOut = f.Get(HeldOut) });

    private static MapParser<SplitDefinition> Stratified()
    {
        var column = Key.Optional(
            "column",
            "The column whose classes are kept in proportion. Default: the target.",
            new ColumnParser(ColumnUse.Other, ColumnNeed.Name));
        return new([HeldOut, column], f => new StratifiedSplit { HeldOut = f.Get(HeldOut), Column = f.Find(column) });
    }

    private static MapParser<SplitDefinition> Time()
    {
        var column = Key.Required(
            "column", "The column: date or timestamp.", new ColumnParser(ColumnUse.Other, ColumnNeed.Time));
        var before = Key.Optional(
            "train_before",
            "Rows before this time train, the others are held out; rows without a time are dropped.",
            new TimeParser());
        return new([column, before, HeldOut], f =>
        {
            f.Refuse(HeldOut, !f.Has(before), "without 'train_before'");
            return new TimeSplit
            {
                Column = f.Get(column),
                TrainBefore = f.FindValue(before),
                HeldOut = f.Has(before) ? null : f.Get(HeldOut),
            };
        });
    }
}
