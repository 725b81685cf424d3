using Trainyard.Contracts;
using Trainyard.Pipelines.Definition;
using Trainyard.Preprocessing.PrepareData;

namespace Trainyard.Preprocessing;

/// <summary>What preparing data would say of it, with nothing kept.</summary>
public static class PreparationLook
{
    /// <summary>Prepares all rows, as a run of the pipeline does by itself.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="snapshot">The Parquet file.</param>
    /// <param name="cancellation">Looked at between the steps.</param>
    /// <returns>What is wrong and what is worth knowing, see <see cref="Finding.IsWarning"/>.</returns>
    public static IReadOnlyList<Finding> Take(
        PipelineDefinition definition, string snapshot, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var result = Preparation.Run(definition, snapshot, definition.Train.Seed, cancellation);
        return [.. result.Findings, .. result.Warnings];
    }
}
