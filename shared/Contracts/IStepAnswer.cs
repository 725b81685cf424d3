namespace Trainyard.Contracts;

/// <summary>
/// What a service answers when it has done a step of a run: a fact, with who did it and for how long.
/// </summary>
public interface IStepAnswer : IRunMessage
{
    /// <summary>Who did the work, on which attempt, from when and for how long.</summary>
    WorkDone Work { get; }
}
