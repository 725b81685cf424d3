namespace Trainyard.Contracts;

/// <summary>
/// Command to Preprocessing: split, clean, and fit the features on the training part alone. A repeat repeats the
/// reply.
/// </summary>
public sealed record PrepareData : IRunCommand
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

    /// <summary>The accepted snapshot.</summary>
    public required ArtifactReference Snapshot { get; init; }

    /// <summary>The seed of the split.</summary>
    public required int Seed { get; init; }
}
