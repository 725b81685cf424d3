using Trainyard.Artifacts;

namespace Trainyard.Jobs.Worker;

/// <summary>What a person is told of an exception: the words of those that were written for people, else its kind. The
/// words of the others name paths, addresses and worse; they are for the log.</summary>
internal static class Reasons
{
    private const string Log = "; the log of the service says more.";

    /// <summary>What the system says when a disk is full: <c>ENOSPC</c>, <c>EDQUOT</c>, and two of Windows.</summary>
    private static readonly int[] NoSpace = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    public static string Of(Exception exception) => exception switch
    {
        StepFaultException or ArtifactMissingException or ArtifactDamagedException => exception.Message,
        IOException when NoSpace.Contains(exception.HResult) => "The disk of the worker is full.",
        FileNotFoundException or DirectoryNotFoundException => "A file that the work needs is missing" + Log,
        UnauthorizedAccessException => "The worker may not use a file that the work needs" + Log,
        IOException => "Reading or writing failed" + Log,
        TimeoutException or OperationCanceledException => "Something that the work needs did not answer in time" + Log,
        OutOfMemoryException => "The worker ran out of memory.",
        _ => $"An unexpected error ({exception.GetType().Name}){Log}",
    };
}
