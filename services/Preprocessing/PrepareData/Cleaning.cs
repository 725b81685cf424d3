using Trainyard.Features.Expressions;
using Trainyard.Features.Fitting;
using Trainyard.Features.Tables;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Expressions;

namespace Trainyard.Preprocessing.PrepareData;

/// <summary>Drops and repairs rows of the training part. Never sees the held-out part.</summary>
internal static class Cleaning
{
    /// <exception cref="RefusedDataException">A step does not fit the data.</exception>
    public static Table Apply(IReadOnlyList<CleaningStep> steps, Table training)
    {
        foreach (var step in steps)
        {
            training = step switch
            {
                DropMissing missing => WithoutMissing(missing, training),
                DropDuplicates duplicates => WithoutDuplicates(duplicates, training),
                KeepWhere keep => Where(keep, training),
                Clip clip => Clipped(clip, training),
                _ => throw new InvalidOperationException($"No way to clean with {step.GetType().Name}."),
            };
        }
        return training;
    }

    private static Table WithoutMissing(DropMissing step, Table training)
    {
        foreach (var column in Named(step.Columns, training))
        {
            var rows = TargetValues.PresentRows(training.Find(column)!);
            if (rows.Length < training.Rows) training = training.Take(rows);
        }
        return training;
    }

    private static Table WithoutDuplicates(DropDuplicates step, Table training)
    {
        var (groups, count) = RowGroups.Of([.. Named(step.Columns, training).Select(c => training.Find(c)!)]);
        if (count == training.Rows) return training;
        // Groups are numbered in the order of their first rows: a new number is a first row.
        var first = new int[count];
        var next = 0;
        for (var row = 0; row < groups.Length; row++)
        {
            if (groups[row] == next) first[next++] = row;
        }
        return training.Take(first);
    }

    private static Table Where(KeepWhere step, Table training)
    {
        if (!Expression.TryParse(step.Condition, out var expression, out var problem))
            throw new RefusedDataException(
                "cleaning", null, $"The condition '{step.Condition}' can't be read: {problem.Message}");
        var values = Evaluate(expression, training);
        if (values is not NumberColumn { Type: ColumnType.Boolean } holds)
            throw new RefusedDataException(
                "cleaning", null, $"The condition '{step.Condition}' is neither true nor false; write a comparison.");
        var rows = new int[training.Rows];
        var kept = 0;
        var batch = new double[4096];
        for (var start = 0; start < rows.Length; start += batch.Length)
        {
            var part = batch.AsSpan(0, Math.Min(batch.Length, rows.Length - start));
            holds.Read(start, part);
            for (var i = 0; i < part.Length; i++)
            {
                if (part[i] == 1) rows[kept++] = start + i;
            }
        }
        return kept == rows.Length ? training : training.Take(rows.AsMemory(0, kept));
    }

    private static TableColumn Evaluate(Expression condition, Table training)
    {
        try
        {
            return TableExpression.Evaluate("condition", condition, training);
        }
        catch (InvalidDataException misfit)
        {
            throw new RefusedDataException("cleaning", null, misfit.Message);
        }
    }

    private static Table Clipped(Clip step, Table training)
    {
        if (training.Find(step.Column) is not NumberColumn { Type: ColumnType.Integer or ColumnType.Number } column)
            throw new RefusedDataException(
                "cleaning", step.Column, $"Column '{step.Column}' holds no numbers to clip.");
        var values = new double[column.Rows];
        column.Read(0, values);
        // A comparison with a missing value does not hold, so that it stays missing.
        foreach (ref var value in values.AsSpan())
            value = value < step.Min ? step.Min.Value : value > step.Max ? step.Max.Value : value;
        return training.With(NumberColumn.Of(column.Name, column.Type, values));
    }

    private static IEnumerable<string> Named(IReadOnlyList<string> columns, Table training) =>
        columns.Count > 0 ? columns : training.Columns.Select(c => c.Name);
}
