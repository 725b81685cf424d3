namespace Trainyard.Contracts;

/// <summary>The reply of a step that did its work, and saw what a person should know of.</summary>
public interface IWarningReply : IStepReply
{
    /// <summary>What it saw, each with the line that mends it where there is one; the run goes on. Empty by default.
    /// </summary>
    IReadOnlyList<Finding> Warnings { get; }
}
