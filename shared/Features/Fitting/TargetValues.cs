using System.Globalization;
using Trainyard.Metrics;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Expressions;

namespace Trainyard.Features.Fitting;

/// <summary>The values that a target has in a table, and their codes.</summary>
public static class TargetValues
{
    /// <summary>The values of a target as a column of its name: as they are, or computed.</summary>
    /// <exception cref="InvalidDataException">A column is not there, or the expression does not fit the
    /// columns.</exception>
    public static TableColumn Of(TargetDefinition target, Table table) => Of(target.Name, target.Expression, table);

    /// <summary>The rows in which a column has a value, and as many as there are.</summary>
    public static int[] PresentRows(TableColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        var rows = new int[column.Rows];
        var found = 0;
        var numbers = new double[RowBatch.Most];
        var codes = new int[RowBatch.Most];
        for (var start = 0; start < rows.Length; start += RowBatch.Most)
        {
            var count = Math.Min(RowBatch.Most, rows.Length - start);
            if (column is NumberColumn number) number.Read(start, numbers.AsSpan(0, count));
            else ((WordColumn)column).ReadCodes(start, codes.AsSpan(0, count));
            for (var i = 0; i < count; i++)
            {
                rows[found] = start + i;
                found += column is NumberColumn ? (double.IsNaN(numbers[i]) ? 0 : 1) : (codes[i] < 0 ? 0 : 1);
            }
        }
        return found == rows.Length ? rows : rows[..found];
    }

    internal static TableColumn Of(ManifestTarget target, Table table) => Of(target.Name, target.Expression, table);

    /// <summary>The code of each row's class, or its number.</summary>
    /// <exception cref="InvalidDataException">A row has no target, or one that is none of the classes.</exception>
    internal static float[] Label(TableColumn values, MatrixLabel target)
    {
        var labels = GC.AllocateUninitializedArray<float>(values.Rows);
        var code = CodesOf(values, target);
        RowRanges.ForEach(values.Rows, (start, count) =>
        {
            TableColumn[] columns = [values];
            for (var row = start; row < start + count; row += RowBatch.Most)
            {
                var batch = new RowBatch(columns, row, Math.Min(RowBatch.Most, start + count - row));
                code(batch, labels.AsSpan(row, batch.Count));
            }
        });
        var unknown = Array.FindIndex(labels, float.IsNaN);
        return unknown < 0
            ? labels
            : throw new InvalidDataException(
                $"Row {unknown + 1} has no value of the target '{target.Name}' that training knows.");
    }

    /// <summary>Regression: the values as they are; else nothing, since codes are.</summary>
    internal static double[] Truth(TableColumn values, LearningTask task)
    {
        if (task != LearningTask.Regression) return [];
        var truth = GC.AllocateUninitializedArray<double>(values.Rows);
        ((NumberColumn)values).Read(0, truth);
        return truth;
    }

    private delegate void Coding(in RowBatch rows, Span<float> into);

    private static Coding CodesOf(TableColumn values, MatrixLabel target)
    {
        if (values is WordColumn words)
        {
            var places = Places.Of(target.Classes);
            var byPlace = words.Words.Select(w => places.TryGetValue(w, out var place) ? place : float.NaN);
            float[] all = [float.NaN, .. byPlace];
            return (in rows, into) => rows.Look(0, all, into);
        }
        if (target.Task == LearningTask.Regression)
            return (in rows, into) =>
            {
                Span<double> numbers = stackalloc double[into.Length];
                rows.Numbers(0, numbers);
                for (var i = 0; i < into.Length; i++)
                {
                    var value = (float)((numbers[i] - target.Offset) / target.Scale);
                    into[i] = float.IsFinite(value) ? value : float.NaN;
                }
            };
        var codes = target.Classes.Index().ToDictionary(c => NumberOf(c.Item), c => (float)c.Index);
        return (in rows, into) =>
        {
            Span<double> numbers = stackalloc double[into.Length];
            rows.Numbers(0, numbers);
            var (last, lastCode) = (double.NaN, float.NaN);
            for (var i = 0; i < into.Length; i++)
            {
                if (numbers[i] != last)
                {
                    last = numbers[i];
                    lastCode = codes.GetValueOrDefault(last, float.NaN);
                }
                into[i] = lastCode;
            }
        };
    }

    private static double NumberOf(string name) => name switch
    {
        "true" => 1,
        "false" => 0,
        _ => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"The class '{name}' is a word, and the target holds numbers."),
    };

    private static TableColumn Of(string name, string? text, Table table)
    {
        if (text is null)
            return table.Find(name) ?? throw new InvalidDataException($"The data has no column '{name}'.");
        if (!Expression.TryParse(text, out var expression, out var problem))
            throw new InvalidDataException($"The expression '{text}' can't be read: {problem.Message}");
        return TableExpression.Evaluate(name, expression, table);
    }
}
