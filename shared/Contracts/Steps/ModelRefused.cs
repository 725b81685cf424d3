namespace Trainyard.Contracts;

/// <summary>
/// The model is no version of its name: that is another team's, or the alias that the run deploys to asks for more than
/// its figures, whatever the gate of the run. Registry says so instead of <see cref="ModelRegistered"/>, and nothing is
/// registered.
/// </summary>
public sealed record ModelRefused : IStepRefusal
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <inheritdoc/>
    public required WorkDone Work { get; init; }

    /// <summary>The step that refused: register.</summary>
    public required Step Step { get; init; }

    /// <summary>What is wrong, and who can change it.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }
}
