namespace Trainyard.Contracts;

/// <summary>A reply that says no: what the step was given does not meet its rules. A normal answer, with all that is
/// wrong.</summary>
public interface IStepRefusal : IStepReply
{
    /// <summary>The step that refused.</summary>
    Step Step { get; }

    /// <summary>All that is wrong, and warnings with it; at least one that is not a warning.</summary>
    IReadOnlyList<Finding> Findings { get; }
}
