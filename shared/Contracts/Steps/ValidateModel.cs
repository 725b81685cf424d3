namespace Trainyard.Contracts;

/// <summary>Command to Validation: measure the model on the held-out part. A repeat repeats the reply.</summary>
public sealed record ValidateModel : IRunCommand
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

    /// <summary>The model artifact.</summary>
    public required ArtifactReference Model { get; init; }

    /// <summary>The held-out part of the feature matrix.</summary>
    public required ArtifactReference HeldOut { get; init; }
}
