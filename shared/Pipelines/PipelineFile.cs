namespace Trainyard.Pipelines;

/// <summary>Reads pipeline files.</summary>
public static class PipelineFile
{
    /// <summary>Reads a pipeline file; all problems at once, never an exception for what is written in it.</summary>
    /// <param name="yaml">The text of the file.</param>
    /// <param name="overrides">Values that replace those of the file, by path, for example <c>train.iterations</c>.</param>
    public static PipelineReading Read(string yaml, IReadOnlyDictionary<string, string>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        _ = overrides;
        return new PipelineReading(null, [new PipelineProblem(1, 1, "", "Reading pipeline files is on its way.")]);
    }
}

/// <summary>What reading a pipeline file gave: a definition, or problems.</summary>
/// <param name="Definition">The definition; absent when there are problems.</param>
/// <param name="Problems">All that is wrong; empty when there is a definition.</param>
public sealed record PipelineReading(PipelineDefinition? Definition, IReadOnlyList<PipelineProblem> Problems)
{
    /// <summary>The name of the pipeline, where it could be read even though the rest could not.</summary>
    public string? Name { get; init; }
}
