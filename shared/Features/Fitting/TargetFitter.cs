using Trainyard.Metrics;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Expressions;

namespace Trainyard.Features.Fitting;

/// <summary>Learns the classes of a target from the training part.</summary>
internal static class TargetFitter
{
    /// <summary>More classes than this are a number or a name, not something to choose from.</summary>
    public const int MostClasses = 1000;

    /// <summary>The target and the label of each row.</summary>
    /// <exception cref="FitProblemException">There is nothing to learn from.</exception>
    /// <param name="definition">The target.</param>
    /// <param name="training">The training part.</param>
    /// <param name="keepsZero">See <see cref="TargetUnit"/>.</param>
    public static (ManifestTarget Target, float[] Labels) Fit(
        TargetDefinition definition, Table training, bool keepsZero)
    {
        var values = ValuesOf(definition, training);
        var classes = definition.Task switch
        {
            LearningTask.Regression => Number(definition, values),
            LearningTask.Binary => Two(definition, ClassesOf(definition, values), values),
            LearningTask.Multiclass => Several(definition, ClassesOf(definition, values)),
            _ => throw definition.Task.NotKnown(),
        };
        var target = new ManifestTarget
        {
            Name = definition.Name,
            Task = definition.Task,
            Expression = definition.Expression,
            Classes = classes,
        };
        var label = new MatrixLabel(target.Name, target.Task, classes, default);
        if (definition.Task != LearningTask.Regression)
        {
            var codes = LabelsOf(definition, values, label);
            return (target with { Prior = Shares(codes, classes.Length) }, codes);
        }
        var statistics = Statistics.Of(values, []);
        var unit = TargetUnit.Of(values, statistics, keepsZero);
        target = target with
        {
            Offset = unit.Offset,
            Scale = unit.Scale == 1 ? null : unit.Scale,
            Prior = double.IsFinite(statistics.Mean) ? [statistics.Mean] : [],
        };
        return (target, LabelsOf(definition, values, label with { Offset = unit.Offset, Scale = unit.Scale }));
    }

    private static double[] Shares(float[] codes, int classes)
    {
        var counts = new double[classes];
        foreach (var code in codes)
            counts[(int)code]++;
        return Array.ConvertAll(counts, count => count / codes.Length);
    }

    private static TableColumn ValuesOf(TargetDefinition definition, Table training)
    {
        try
        {
            return TargetValues.Of(definition, training);
        }
        catch (InvalidDataException misfit)
        {
            throw Problem(definition, misfit.Message);
        }
    }

    private static float[] LabelsOf(TargetDefinition definition, TableColumn values, MatrixLabel target)
    {
        try
        {
            return TargetValues.Label(values, target);
        }
        catch (InvalidDataException)
        {
            throw Problem(definition, $"The target '{definition.Name}' has a value that is no finite 32-bit number.");
        }
    }

    private static string[] Number(TargetDefinition definition, TableColumn values) =>
        values.Type is ColumnType.Integer or ColumnType.Number
            ? []
            : throw Problem(
                definition,
                $"A regression learns a number, and the target '{definition.Name}' is {Say(values.Type)}.",
                Say(values.Type),
                "a number");

    private static string[] Two(TargetDefinition definition, string[] classes, TableColumn values)
    {
        if (classes.Length != 2)
            throw Problem(
                definition,
                $"A binary target has two classes, and '{definition.Name}' has {Count(classes)} in the training part"
                    + (classes.Length > 2 ? $": {ClassCounts.Of(values)}." : ".")
                    + ClassCounts.Hint(classes),
                Count(classes),
                "2 classes");
        var positive = definition.Positive ?? classes.FirstOrDefault(c => c is "true" or "1") ?? classes[1];
        if (!classes.Contains(positive))
            throw Problem(
                definition,
                $"The positive class '{positive}' does not occur in '{definition.Name}'. "
                    + Spelling.Suggest(positive, classes),
                string.Join(", ", classes),
                positive);
        return [classes[0] == positive ? classes[1] : classes[0], positive];
    }

    private static string[] Several(TargetDefinition definition, string[] classes) => classes.Length switch
    {
        < 2 => throw Problem(
            definition,
            $"The target '{definition.Name}' has {Count(classes)} in the training part; "
                + "there is nothing to tell apart.",
            Count(classes),
            "2 classes or more"),
        > MostClasses => throw Problem(
            definition,
            $"The target '{definition.Name}' has more than {MostClasses} classes; is it a number, for a regression?",
            $"more than {MostClasses} classes",
            $"at most {MostClasses} classes"),
        _ => classes,
    };

    // Words in ordinal order, numbers by size: the same whatever the order of the rows.
    private static string[] ClassesOf(TargetDefinition definition, TableColumn values)
    {
        if (values is WordColumn words)
        {
            var counts = words.Count();
            return [.. words.Words.Where((_, place) => counts[place] > 0).Order(StringComparer.Ordinal)];
        }
        if (values.Type is ColumnType.Date or ColumnType.Timestamp)
            throw Problem(
                definition, $"The target '{definition.Name}' is a time, which is no class.", "a time", "a word");
        var seen = new SortedSet<double>();
        var batch = new double[RowBatch.Most];
        var last = double.NaN;
        for (var row = 0; row < values.Rows && seen.Count <= MostClasses; row += batch.Length)
        {
            var part = batch.AsSpan(0, Math.Min(batch.Length, values.Rows - row));
            ((NumberColumn)values).Read(row, part);
            foreach (var value in part)
            {
                if (value == last || double.IsNaN(value)) continue;
                _ = seen.Add(value);
                last = value;
            }
        }
        return [.. seen.Select(value => WordSource.Write(value, values.Type))];
    }

    private static string Count(string[] classes) => classes.Length switch
    {
        0 => "no value",
        1 => $"one class only, '{classes[0]}'",
        > MostClasses => $"more than {MostClasses} classes",
        _ => $"{classes.Length} classes",
    };

    private static string Say(ColumnType type) => type switch
    {
        ColumnType.Boolean => "true or false",
        ColumnType.Date or ColumnType.Timestamp => "a time",
        ColumnType.Integer or ColumnType.Number => "a number",
        ColumnType.Category or ColumnType.Text => "a word",
        _ => throw type.NotKnown(),
    };

    private static FitProblemException Problem(
        TargetDefinition definition, string message, string? observed = null, string? allowed = null) =>
        new(new FitProblem("target", definition.Expression is null ? definition.Name : null, message)
        {
            Observed = observed,
            Allowed = allowed,
        });
}
