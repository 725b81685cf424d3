namespace Trainyard.Contracts;

/// <summary>
/// What a service replies when it has done a step of a run: a fact, with who did it and for how long.
/// </summary>
public interface IStepReply : IRunMessage
{
    /// <summary>Who did the work, on which attempt, from when and for how long.</summary>
    WorkDone Work { get; }
}
