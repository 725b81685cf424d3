namespace Trainyard.Contracts;

/// <summary>
/// The data can't be read, or breaks its schema or a rule, or leaves nothing to learn from, or nothing that its trainer
/// can learn from. A normal reply of every step up to validation; nothing half-made is left behind.
/// </summary>
public sealed record DataRejected : IStepRefusal
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <inheritdoc/>
    public required WorkDone Work { get; init; }

    /// <summary>The step that refused: fetch, check, prepare, train or validate.</summary>
    public required Step Step { get; init; }

    /// <summary>All that is wrong, and warnings with it; at least one that is not a warning.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The quality report, where one could be made.</summary>
    public ArtifactReference? Report { get; init; }
}

/// <summary>The refusal of a command whose data is not good enough.</summary>
public static class DataRefusals
{
    /// <summary>The reply that refuses the data of a command, in the name of the step of the command; with as
    /// many findings as there is room for, see <see cref="FindingList.MostBytes"/>.</summary>
    public static DataRejected RejectData(
        this IRunCommand command, WorkDone work, IReadOnlyList<Finding> findings, ArtifactReference? report = null) =>
        new()
        {
            RunId = command.RunId,
            Work = work,
            Step = Sequence.OfCommand(command.GetType())?.Step
                ?? throw new ArgumentException($"{command.GetType().Name} is the command of no step.", nameof(command)),
            Findings = FindingList.Bounded(findings),
            Report = report,
        };
}
