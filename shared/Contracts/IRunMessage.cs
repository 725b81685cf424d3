namespace Trainyard.Contracts;

/// <summary>
/// Any message that belongs to one run. The saga, the jobs and the record correlate by <see cref="RunId"/>.
/// </summary>
public interface IRunMessage : IMessage
{
    /// <summary>The run, chosen by whoever asks for it; the same id twice is the same run.</summary>
    Guid RunId { get; }
}
