using Trainyard.Contracts;
using Trainyard.Features.Fitting;
using Trainyard.Features.Tables;
using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Preprocessing.PrepareData;

/// <summary>A target must differ between rows, and its classes must not differ between all of them.</summary>
internal static class TargetVariety
{
    /// <summary>Beyond this share of the rows classes hardly ever come again.</summary>
    private const double Nearly = 0.9;

    /// <summary>Of so few rows it shows nothing.</summary>
    private const int Least = 10;

    private const int MostClasses = 1000;
    private const int Batch = 4096;
    private const int Shown = 3;
    private const int Longest = 40;

    /// <summary>Refuses classes that nearly all have one row.</summary>
    /// <exception cref="RefusedDataException">They do.</exception>
    public static void ExpectClasses(TargetDefinition target, TableColumn values, RowSplit split)
    {
        if (target.Task != LearningTask.Multiclass || values.Type is ColumnType.Date or ColumnType.Timestamp) return;
        var rows = TargetValues.PresentRows(values).Length;
        if (rows < Least) return;
        var words = values as WordColumn;
        var (classes, first) = words is null ? OfNumbers((NumberColumn)values) : OfWords(words);
        var isMore = classes > MostClasses;
        // Of more classes it is said once they are counted, if there are rows of both parts.
        if (isMore ? split.HeldOut.Length > 0 : classes <= Nearly * rows) return;
        var names = string.Join(", ", first.Select(name => $"'{ShortText.Of(name, Longest)}'"));
        throw new RefusedDataException(
            "target",
            target.Expression is null ? target.Name : null,
            $"The classes of a multiclass target come again and again, and '{target.Name}' has "
                + $"{(isMore ? $"more than {MostClasses:N0}" : $"{classes}")} classes in {rows:N0} rows: {names}... "
                + (words is null
                    ? "It holds numbers: write task: regression."
                    : "What is a name of nearly each row can't be learned: name another column as the target."));
    }

    /// <summary>Refuses one number throughout.</summary>
    /// <exception cref="RefusedDataException">There is no other.</exception>
    public static void ExpectNumbers(TargetDefinition target, Table training)
    {
        if (target.Task != LearningTask.Regression || TargetValues.Of(target, training) is not NumberColumn values)
            return;
        var numbers = new double[Batch];
        double? one = null;
        for (var row = 0; row < values.Rows; row += Batch)
        {
            var batch = numbers.AsSpan(0, Math.Min(Batch, values.Rows - row));
            values.Read(row, batch);
            one ??= batch[0];
            if (batch.ContainsAnyExcept(one.Value)) return;
        }
        if (one is not { } only) return;
        throw new RefusedDataException(
            "target",
            target.Expression is null ? target.Name : null,
            FormattableString.Invariant(
                $"A regression learns what makes numbers differ, and the target '{target.Name}' is {only} in all ")
                + FormattableString.Invariant($"{values.Rows:N0} rows of the training part."));
    }

    private static (int Count, IEnumerable<string> First) OfWords(WordColumn column)
    {
        var seen = new HashSet<int>();
        var codes = new int[Batch];
        for (var row = 0; row < column.Rows && seen.Count <= MostClasses; row += Batch)
        {
            var batch = codes.AsSpan(0, Math.Min(Batch, column.Rows - row));
            column.ReadCodes(row, batch);
            foreach (var code in batch)
            {
                if (code >= 0) _ = seen.Add(code);
            }
        }
        return (seen.Count, seen.Take(Shown).Select(code => column.Words[code]));
    }

    private static (int Count, IEnumerable<string> First) OfNumbers(NumberColumn column)
    {
        var seen = new HashSet<double>();
        var numbers = new double[Batch];
        for (var row = 0; row < column.Rows && seen.Count <= MostClasses; row += Batch)
        {
            var batch = numbers.AsSpan(0, Math.Min(Batch, column.Rows - row));
            column.Read(row, batch);
            foreach (var number in batch)
            {
                if (!double.IsNaN(number)) _ = seen.Add(number);
            }
        }
        return (seen.Count, seen.Take(Shown).Select(number => FormattableString.Invariant($"{number}")));
    }
}
