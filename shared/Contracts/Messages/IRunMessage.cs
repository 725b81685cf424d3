namespace Trainyard.Contracts;

/// <summary>
/// Any message that belongs to one run. The saga, the jobs and the record correlate by <see cref="RunId"/>.
/// </summary>
public interface IRunMessage : IMessage
{
    /// <summary>The run, chosen by whoever asks for it; the same id twice is the same run. Empty for the few that may
    /// also be sent outside of a run, such as <see cref="DeployModel"/>: no run has that id, and no saga takes
    /// notice.</summary>
    Guid RunId { get; }
}
