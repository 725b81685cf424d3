namespace Trainyard.Contracts;

/// <summary>Serving answers with this version under this alias. Registry moves the alias when it hears of it.</summary>
public sealed record ModelDeployed : IStepReply
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <inheritdoc/>
    public required WorkDone Work { get; init; }

    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>The alias.</summary>
    public required string Alias { get; init; }

    /// <summary>Where predictions are asked for: a path below the address of Serving.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Sample rows of the artifact that were scored and gave the expected answers.</summary>
    public required int ReplayedSamples { get; init; }
}
