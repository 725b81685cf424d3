using System.Globalization;
using Trainyard.Features.Tables;
using Trainyard.Jobs.Budget;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Preprocessing.PrepareData;

/// <summary>What a preparation holds in memory, by what is known before any row is read: the table, what the split
/// makes of it, and the matrices.</summary>
internal static class PreparationMemory
{
    private const int OfTarget = sizeof(double);

    /// <summary>The numbers of the rows of each part, with and without those that have no target.</summary>
    private const int OfRowNumbers = 2 * sizeof(int);

    private const int PartsOfDate = 3;
    private const int PartsOfTimestamp = 4;

    /// <summary>Refuses what would take more than the jobs of the process may.</summary>
    /// <exception cref="Jobs.StepFaultException">It would.</exception>
    public static void Demand(WorkShare share, PipelineDefinition definition, string snapshot)
    {
        var present = Table.ReadParquetColumns(snapshot);
        var (columns, findings) = NeededColumns.Of(definition, present);
        // What can't be prepared is refused for that.
        if (findings.Count > 0)
            return;
        var (rows, raw) = Table.MeasureParquet(snapshot, columns);
        var values = Values(
            definition, [.. present.Where(p => columns.Contains(p.Name)).Select(p => (p.Name, p.Type!.Value))]);
        // What rows are split by is let go of before there are parts; those of a file that comes by time are no copies.
        var ofParts = DropsRows(definition) ? 0
            : (definition.Split is TimeSplit ? 0 : raw) + sizeof(float) * (values + 1L);
        var ofRow = raw + Math.Max(OfTarget + OfRowNumbers, ofParts);
        share.Demand(rows * ofRow, string.Create(
            CultureInfo.InvariantCulture, $"Preparing {rows:N0} rows of {columns.Count:N0} columns"));
    }

    // How many rows are left nobody knows before.
    private static bool DropsRows(PipelineDefinition definition) => definition.Cleaning.Any(step => step is not Clip);

    /// <summary>How many features there are at least.</summary>
    private static int Values(PipelineDefinition definition, IReadOnlyList<(string Name, ColumnType Type)> columns)
    {
        if (definition.Features.Count > 0)
            return definition.Features.Sum(Values);
        var target = NeededColumns.Of(definition.Target).ToHashSet(StringComparer.Ordinal);
        return columns.Where(c => !target.Contains(c.Name)).Sum(c => c.Type switch
        {
            ColumnType.Integer or ColumnType.Number or ColumnType.Boolean or ColumnType.Category => 1,
            ColumnType.Date => PartsOfDate,
            ColumnType.Timestamp => PartsOfTimestamp,
            ColumnType.Text => 0,
            _ => throw c.Type.NotKnown(),
        });
    }

    private static int Values(FeatureDefinition feature) => feature switch
    {
        NumericFeatures numeric => numeric.Columns.Count,
        CategoryFeatures categories => categories.Columns.Count,
        DatePartFeatures date => date.Parts.Count,
        CrossFeature or ExpressionFeature => 1,
        _ => throw new InvalidOperationException($"No way to tell how many features {feature.GetType().Name} is."),
    };
}
