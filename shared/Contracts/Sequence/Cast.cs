namespace Trainyard.Contracts;

/// <summary>
/// Who plays which part of the sequence in one pipeline, and what it calls them: diagrams, progress, alerts, dead
/// letters and the sentences of failures all ask here, so that they name the same participant and the same team.
/// </summary>
/// <param name="participants">The parts under the names of the pipeline; those that it does not name may be
/// left out.</param>
/// <param name="stepNames">What the pipeline calls its steps, by their key.</param>
/// <param name="owner">The team that owns the pipeline.</param>
public sealed class Cast(
    IReadOnlyList<Participant> participants, IReadOnlyDictionary<string, string> stepNames, string? owner)
{
    /// <summary>The parts that are drawn, in their order.</summary>
    public IReadOnlyList<Participant> Drawn { get; } =
        [.. Role.All.Where(role => Role.Among(participants, role) == role).Select(role => Named(participants, role))];

    /// <summary>What people call a step.</summary>
    public string NameOf(Step step)
    {
        var row = Sequence.Of(step);
        return stepNames.GetValueOrDefault(row.Key) ?? row.Label;
    }

    /// <summary>The part that does a step.</summary>
    public Participant WorkerOf(Step step) =>
        Named(participants, Role.Among(participants, Sequence.Of(step).Worker));

    /// <summary>The part that sends the command of a step.</summary>
    public Participant AskerOf(Step step) => Named(participants, Role.Among(participants, Sequence.Of(step).Asker));

    /// <summary>The team that owns a step, else the pipeline; null where nobody is named.</summary>
    public string? OwnerOf(Step step) => WorkerOf(step).Team ?? owner;

    private static Participant Named(IReadOnlyList<Participant> participants, string role) =>
        participants.FirstOrDefault(participant => participant.Role == role)
        ?? new Participant { Role = role, Name = role };
}
