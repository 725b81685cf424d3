using System.Text.Json;
using Trainyard.Contracts;
using Trainyard.Features.Tables;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Preprocessing.PrepareData;

/// <summary>What a person should know of data that can be learned from.</summary>
internal static class PreparationWarnings
{
    // So far a part may be from what was asked before somebody is told.
    private const double Apart = 0.05;

    /// <summary>A column of whole numbers that were taken for names.</summary>
    public static Finding Named(LargeNumbers found) => new()
    {
        Rule = "schema",
        Column = found.Column,
        Message = $"Column '{found.Column}' has whole numbers beyond 2^53 in {found.Beyond:N0} rows. A number would be "
            + "merged with its neighbours, so each is taken as a word; as a number it can't be used. Write"
            + $" {Yaml(found.Column)}: category under schema to say that it is so.",
        Observed = $"{found.Beyond:N0} rows",
        IsWarning = true,
    };

    private static string Yaml(string column) =>
        column.All(c => char.IsAsciiLetter(c) || c is '_') ? column : JsonSerializer.Serialize(column);

    /// <summary>Whole numbers of the held-out part that a column of numbers can't hold.</summary>
    public static Finding Lost(string column, int rows) => new()
    {
        Rule = "schema",
        Column = column,
        Message = $"Column '{column}' has whole numbers beyond 2^53 in {rows:N0} rows of the held-out part and none in "
            + "the training part. They are taken as missing.",
        Observed = $"{rows:N0} rows",
        IsWarning = true,
    };

    /// <summary>Rows that are in neither part.</summary>
    public static IEnumerable<Finding> LeftOut(PipelineDefinition definition, int rows, RowSplit split, int withTarget)
    {
        var inParts = split.Training.Length + split.HeldOut.Length;
        if (definition.Split is TimeSplit time && inParts < rows)
            yield return Absent("split", time.Column, rows - inParts, rows, "no time to be split by");
        if (withTarget < inParts)
            yield return Absent("target", definition.Target.Name, inParts - withTarget, inParts, "no target");
    }

    private static Finding Absent(string rule, string column, int absent, int rows, string what) => new()
    {
        Rule = rule,
        Column = column,
        Message = $"{absent:N0} of {rows:N0} rows have {what} ('{column}' is missing) and are left out.",
        Observed = $"{absent:N0} rows",
        IsWarning = true,
    };

    /// <summary>A split by time whose parts are far from what was asked, since rows of the same time stay
    /// together.</summary>
    public static IEnumerable<Finding> Split(SplitDefinition definition, RowSplit split)
    {
        if (definition is not TimeSplit { TrainBefore: null } time) yield break;
        var asked = time.HeldOut ?? RowSplit.DefaultHeldOut;
        var rows = split.HeldOut.Length + split.Training.Length;
        var got = (double)split.HeldOut.Length / rows;
        if (Math.Abs(got - asked) <= Math.Max(Apart, 1.0 / rows)) yield break;
        yield return new Finding
        {
            Rule = "split",
            Column = time.Column,
            Message = $"The split asks for {asked:0.#%} of the rows, and {got:0.#%} are held out: rows of the same "
                + $"time stay together, and '{time.Column}' has few different times. Name one with train_before, or "
                + "split by random.",
            Observed = got.ToString("0.#%"),
            Allowed = asked.ToString("0.#%"),
            IsWarning = true,
        };
    }
}
