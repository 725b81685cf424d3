namespace Trainyard.Contracts;

/// <summary>Command to Training: fit a model. A repeat repeats the reply.</summary>
public sealed record TrainModel : IRunCommand
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

    /// <summary>The training part of the feature matrix.</summary>
    public required ArtifactReference Training { get; init; }

    /// <summary>The fitted features.</summary>
    public required ArtifactReference Features { get; init; }

    /// <summary>Sample rows, to be stored with their expected answers.</summary>
    public required ArtifactReference Samples { get; init; }

    /// <summary>The seed of the trainer.</summary>
    public required int Seed { get; init; }
}
