using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Fitting;

/// <summary>What a feature may learn from.</summary>
/// <param name="Table">The rows.</param>
/// <param name="Target">What is to be predicted.</param>
/// <param name="Labels">The label of each row; empty when the target could not be read.</param>
/// <param name="Seed">The seed of what is left to chance.</param>
/// <param name="Folds">Where out-of-fold means are kept for the training matrix.</param>
internal sealed record TrainingPart(Table Table, TargetDefinition Target, float[] Labels, int Seed, FoldedMeans Folds)
{
    private const int SampledRows = 8192;

    private readonly List<FitProblem> _warnings = [];

    /// <summary>What a person should know of.</summary>
    public IReadOnlyList<FitProblem> Warnings => _warnings;

    /// <summary>Says what a person should know of.</summary>
    public void Warn(string? column, string message, string? observed = null) =>
        _warnings.Add(new FitProblem("features", column, message) { Observed = observed });

    /// <summary>A part of the rows, evenly spaced.</summary>
    public Table Sample() => Table.Rows <= SampledRows
        ? Table
        : Table.Take(Enumerable.Range(0, SampledRows).Select(i => (int)((long)i * Table.Rows / SampledRows)).ToArray());

    /// <summary>A column that must be there, must hold one of these types and must not be all empty.</summary>
    public TableColumn Column(string name, string wanted, params ReadOnlySpan<ColumnType> types)
    {
        if (Table.Find(name) is not { } column)
            throw Problem(name, $"There is no column '{name}'.");
        if (!types.Contains(column.Type))
            throw new FitProblemException(new FitProblem(
                "features",
                name,
                $"Column '{name}' is {column.Type.ToString().ToLowerInvariant()}; this feature wants {wanted}.")
            {
                Observed = column.Type.ToString().ToLowerInvariant(),
                Allowed = wanted,
            });
        return HasValues(column)
            ? column
            : throw new FitProblemException(new FitProblem(
                "features", name, $"Column '{name}' has no value in the training part; leave it out of the features.")
            {
                Observed = "no value",
                Allowed = "1 value or more",
            });
    }

    public static bool HasValues(TableColumn column)
    {
        for (var row = 0; row < column.Rows; row++)
        {
            if (!column[row].IsMissing) return true;
        }
        return false;
    }

    public static FitProblemException Problem(string? column, string message) =>
        new(new FitProblem("features", column, message));
}
