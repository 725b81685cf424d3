using Trainyard.Contracts;
using Trainyard.Features.Fitted;
using Trainyard.Features.Tables;

namespace Trainyard.Preprocessing.PrepareData;

/// <summary>
/// What becomes of whole numbers beyond 2^53. Whether a column is one of numbers or of names is learned as all else is:
/// from the training part alone.
/// </summary>
internal static class LargeNumberColumns
{
    /// <summary>The table with columns of names as words, and the columns that are neither names nor numbers.</summary>
    public static (Table Table, IReadOnlyList<LargeNumbers> Odd) Name(
        Table table, int[] training, List<Finding> warnings)
    {
        var found = table.Beyond(training);
        var names = found.Where(f => f.AreNames).ToArray();
        warnings.AddRange(names.Select(PreparationWarnings.Named));
        return (
            names.Length == 0 ? table : table.WithNames([.. names.Select(n => n.Column)]),
            [.. found.Where(f => !f.AreNames)]);
    }

    /// <summary>Looks at what cleaning left of columns that are neither names nor numbers.</summary>
    /// <exception cref="RefusedDataException">A feature or the target is made from such a column.</exception>
    public static void Refuse(IReadOnlyList<LargeNumbers> odd, Table training, HashSet<string> used)
    {
        if (odd.Count == 0) return;
        int[] all = [.. Enumerable.Range(0, training.Rows)];
        var left = training.Beyond(all).Select(f => f.Column).ToHashSet(StringComparer.Ordinal);
        if (odd.FirstOrDefault(f => used.Contains(f.Column) && left.Contains(f.Column)) is not { } one) return;
        throw new RefusedDataException(
            "schema",
            one.Column,
            $"Column '{one.Column}' has whole numbers beyond 2^53 in {one.Beyond:N0} of {one.Beyond + one.Others:N0} "
                + "rows of the training part, and many different smaller ones: as a number these would be merged with "
                + "their neighbours, as words the others would say nothing. Under cleaning, drop the rows by "
                + "keep_where or clip the column; or, where they are names, declare it a category under schema.");
    }

    /// <summary>The held-out part with numbers beyond 2^53 missing where training had none.</summary>
    /// <exception cref="RefusedDataException">The schema allows no missing value there.</exception>
    public static Table WithoutBeyond(
        Table heldOut, IReadOnlyList<InputColumn> inputs, HashSet<string> target, List<Finding> warnings)
    {
        var kept = heldOut.WithoutBeyond(target, out var lost);
        foreach (var (column, rows) in lost)
        {
            if (inputs.FirstOrDefault(i => i.Name == column) is not { } input) continue;
            if (!input.Nullable)
                throw new RefusedDataException(
                    "schema",
                    column,
                    $"Column '{column}' has whole numbers beyond 2^53 in {rows:N0} rows of the held-out part and none "
                        + "in the training part; they can't be used as numbers, and the schema allows no missing "
                        + "value.");
            warnings.Add(PreparationWarnings.Lost(column, rows));
        }
        return kept;
    }
}
