namespace Trainyard.Jobs;

/// <summary>A step can't be done, and trying again would not help: the job ends as faulted at once.</summary>
/// <param name="reason">One sentence for a person, without stack trace or secret.</param>
/// <param name="inner">What led to it, for the log.</param>
public sealed class StepFaultException(string reason, Exception? inner = null) : Exception(reason, inner);
