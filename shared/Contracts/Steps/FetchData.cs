namespace Trainyard.Contracts;

/// <summary>Command to Ingestion: turn the source into a snapshot. A repeat repeats the reply.</summary>
public sealed record FetchData : IRunCommand
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

    /// <summary>The folder that relative source paths start from; the data folder of Ingestion by default.</summary>
    public string? SourceFolder { get; init; }
}
