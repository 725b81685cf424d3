using Trainyard.Contracts;
using Trainyard.Features.Fitted;
using Trainyard.Features.Fitting;
using Trainyard.Features.Matrix;
using Trainyard.Features.Tables;
using Trainyard.Metrics;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Preprocessing.PrepareData;

/// <summary>
/// Split, clean, fit, apply, in this order: what is learned is learned from the training part alone. A pure function of
/// snapshot, definition and seed.
/// </summary>
internal static class Preparation
{
    /// <summary>Prepares a snapshot.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="snapshot">The Parquet file.</param>
    /// <param name="seed">The seed of the split and of folds.</param>
    /// <param name="cancellation">Looked at between the steps.</param>
    public static PreparationResult Run(
        PipelineDefinition definition, string snapshot, int seed, CancellationToken cancellation = default)
    {
        var (isKnown, warnings) = (false, new List<Finding>());
        try
        {
            var present = Table.ReadParquetColumns(snapshot);
            var (columns, findings) = NeededColumns.Of(definition, present);
            if (findings.Count > 0) return new PreparationResult(findings);
            isKnown = new KnownTable(definition, [.. present.Select(p => p.Name)]).IsKnown;
            var table = Table.ReadParquet(snapshot, columns).As(definition.Schema);
            cancellation.ThrowIfCancellationRequested();
            var read = SourceReading.Of(snapshot);
            return Told(
                Run((definition, read), table, seed, warnings, cancellation) with { Warnings = warnings }, isKnown);
        }
        catch (RefusedDataException refused)
        {
            // What was warned about before is often why.
            return Told(new PreparationResult([refused.Finding]) { Warnings = warnings }, isKnown);
        }
    }

    /// <summary>Of what may be no table at all, only which parts of the pipeline it does not fit.</summary>
    private static PreparationResult Told(PreparationResult result, bool isKnown) => isKnown ? result : result with
    {
        Findings = Hidden(result.Findings, "The data is not as this part of the pipeline needs it"),
        Warnings = Hidden(result.Warnings, "There is something to know of the data"),
    };

    private static Finding[] Hidden(IReadOnlyList<Finding> findings, string what) =>
    [
        .. findings.DistinctBy(finding => finding.Rule).Select(finding => new Finding
        {
            Rule = finding.Rule,
            Message = $"{what}. It has no name of its own for a column that schema, target or split name, so nothing "
                + "of it is shown.",
            IsWarning = finding.IsWarning,
        }),
    ];

    private static PreparationResult Run(
        (PipelineDefinition Definition, SourceReading Reading) what, Table table, int seed, List<Finding> warnings,
        CancellationToken cancellation)
    {
        var (definition, reading) = what;
        // To split, values are only told apart, and that without a loss; what is computed is computed from numbers.
        var exact = table.WithNames();
        var targets = TargetsOf(definition.Target, definition.Target.Expression is null ? exact : table);
        var split = RowSplit.Of(definition.Split, definition.Target, exact, targets, seed);
        TargetVariety.ExpectClasses(definition.Target, targets, split);
        Expect(split.Training, split.HeldOut, "The split leaves");
        var (withTarget, heldOutWithTarget) = (Keep(split.Training, targets), Keep(split.HeldOut, targets));
        Expect(withTarget, heldOutWithTarget,
            $"After rows without the target '{definition.Target.Name}' are dropped, the split leaves");
        // The targets, and what the rows were split by, are of no more use; what comes next takes as much.
        LeftMemory.GiveBack();
        (table, var odd) = LargeNumberColumns.Name(table, withTarget, warnings);
        var training = Cleaning.Apply(definition.Cleaning, table.Take(withTarget));
        if (training.Rows == 0)
            throw new RefusedDataException(
                "cleaning", null, $"Cleaning drops all {withTarget.Length} rows of the training part.");
        cancellation.ThrowIfCancellationRequested();

        var fitting = FeatureFitter.Fit(definition, training, seed, reading);
        if (fitting.Features is not { } features) return new PreparationResult([.. fitting.Problems.Select(FindingOf)]);
        TargetVariety.ExpectNumbers(definition.Target, training);
        var target = NeededColumns.Of(definition.Target).ToHashSet(StringComparer.Ordinal);
        LargeNumberColumns.Refuse(odd, training, [.. target, .. features.Inputs.Select(i => i.Name)]);
        warnings.AddRange(PreparationWarnings.LeftOut(
            definition, table.Rows, split, withTarget.Length + heldOutWithTarget.Length));
        warnings.AddRange(PreparationWarnings.Split(definition.Split, split));
        warnings.AddRange(fitting.Warnings.Select(warning => FindingOf(warning) with { IsWarning = true }));
        var heldOut = LargeNumberColumns.WithoutBeyond(
            table.Take(heldOutWithTarget), features.Inputs, target, warnings);
        cancellation.ThrowIfCancellationRequested();
        var trainingMatrix = fitting.MakeTrainingMatrix(training);
        ExpectVariety(trainingMatrix);
        cancellation.ThrowIfCancellationRequested();
        return new PreparationResult([])
        {
            Data = new PreparedData(
                features,
                trainingMatrix,
                HeldOutMatrix(features, heldOut),
                SampleRows.Of(features.Inputs, heldOut),
                table.Rows - training.Rows - heldOut.Rows),
        };
    }

    private static TableColumn TargetsOf(TargetDefinition target, Table table)
    {
        try
        {
            return TargetValues.Of(target, table);
        }
        catch (InvalidDataException misfit)
        {
            throw new RefusedDataException("target", null, misfit.Message);
        }
    }

    private static int[] Keep(int[] rows, TableColumn targets)
    {
        var present = TargetValues.PresentRows(targets);
        if (present.Length == targets.Rows) return rows;
        var has = new bool[targets.Rows];
        foreach (var row in present)
            has[row] = true;
        return Array.FindAll(rows, row => has[row]);
    }

    private static void Expect(int[] training, int[] heldOut, string what)
    {
        if (training.Length == 0)
            throw new RefusedDataException("split", null, $"{what} no row to train on and {heldOut.Length} held out.");
        if (heldOut.Length == 0)
            throw new RefusedDataException("split", null, $"{what} no row held out and {training.Length} to train on.");
    }

    private static void ExpectVariety(FeatureMatrix matrix)
    {
        if (matrix.Columns.All(c => c.Values.Span.IndexOfAnyExcept(c.Values.Span[0]) < 0 || IsAllMissing(c)))
            throw new RefusedDataException(
                "features",
                null,
                $"Each of the {matrix.Columns.Count} features has one value only in the training part; "
                    + "there is nothing to learn from.");
    }

    private static bool IsAllMissing(MatrixColumn column)
    {
        foreach (var value in column.Values.Span)
        {
            if (!float.IsNaN(value)) return false;
        }
        return true;
    }

    private static FeatureMatrix HeldOutMatrix(FittedFeatures features, Table heldOut)
    {
        try
        {
            return features.Apply(heldOut);
        }
        catch (InvalidDataException)
        {
            var target = features.Target;
            throw new RefusedDataException(
                "target",
                null,
                target.Task == LearningTask.Regression
                    ? $"The target '{target.Name}' has a value in the held-out part that is no finite 32-bit number."
                    : $"The target '{target.Name}' has a class in the held-out part that the training part lacks; "
                        + $"it has {string.Join(", ", target.Classes)}. Split by stratified, or by another time.");
        }
    }

    private static Finding FindingOf(FitProblem problem) => new()
    {
        Rule = problem.Rule,
        Column = problem.Column,
        Message = problem.Message,
        Observed = problem.Observed,
        Allowed = problem.Allowed,
    };
}

/// <summary>What preparing gave: data, or findings.</summary>
internal sealed record PreparationResult(IReadOnlyList<Finding> Findings)
{
    /// <summary>What a person should know of; findings too, where the data is rejected for something else.</summary>
    public IReadOnlyList<Finding> Warnings { get; init; } = [];

    /// <summary>The data; absent when there are findings.</summary>
    public PreparedData? Data { get; init; }
}

/// <summary>Data that is ready for training.</summary>
/// <param name="Features">What was fitted.</param>
/// <param name="Training">The training part.</param>
/// <param name="HeldOut">The held-out part.</param>
/// <param name="Samples">A few raw held-out rows, schema <c>sample-rows/1</c>.</param>
/// <param name="DroppedRows">Rows that are in neither part.</param>
internal sealed record PreparedData(
    FittedFeatures Features, FeatureMatrix Training, FeatureMatrix HeldOut, byte[] Samples, long DroppedRows);
