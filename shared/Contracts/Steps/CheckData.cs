namespace Trainyard.Contracts;

/// <summary>
/// Command to Ingestion: hold the snapshot against schema and quality rules. A repeat repeats the reply.
/// </summary>
public sealed record CheckData : IRunCommand
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <summary>The name of the pipeline. Default: empty, for senders that do not say.</summary>
    public string Pipeline { get; init; } = "";

    string ICommand.Flow => Pipeline;

    /// <summary>
    /// The pipeline definition as understood: canonical JSON, schema <c>pipeline/1</c>, secrets unresolved.
    /// </summary>
    public required ArtifactReference Definition { get; init; }

    /// <summary>The snapshot to check.</summary>
    public required ArtifactReference Snapshot { get; init; }
}
