namespace Trainyard.Pipeline.RunTraining;

/// <summary>A message to a run that has not begun: it came too soon, and is tried again, or its sender was
/// wrong.</summary>
internal sealed class UnknownRunException(Guid runId, string what)
    : Exception($"There is no run {runId} to {what}.");
