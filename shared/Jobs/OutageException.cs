namespace Trainyard.Jobs;

/// <summary>Something that the work needs is away, as is to be expected at times: the job is tried again, and nobody is
/// alarmed before the last attempt.</summary>
/// <param name="reason">One sentence for a person, without stack trace or secret.</param>
public class OutageException(string reason) : IOException(reason);
