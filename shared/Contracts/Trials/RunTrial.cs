namespace Trainyard.Contracts;

/// <summary>Command to Training: fit and judge one setting of the search space. A repeat repeats the reply.</summary>
public sealed record RunTrial : IRunCommand
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

    /// <summary>The number of the trial in its run, from 0.</summary>
    public required int Trial { get; init; }

    string ICommand.Key => $"{RunId}/{Trial}";

    /// <summary>The training part of the feature matrix.</summary>
    public required ArtifactReference Training { get; init; }

    /// <summary>The fitted features.</summary>
    public required ArtifactReference Features { get; init; }

    /// <summary>The trainer options of this trial, by name.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The seed of the trial.</summary>
    public required int Seed { get; init; }
}
