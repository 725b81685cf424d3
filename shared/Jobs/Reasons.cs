using Trainyard.Artifacts;
using Trainyard.Hosting.Bus;
using Trainyard.Persistence.Documents;

namespace Trainyard.Jobs;

/// <summary>What a person is told of an exception: the words of those that were written for people, else its kind. The
/// words of the others name paths, addresses and worse; they are for the log.</summary>
public static class Reasons
{
    private const string Log = "; the log of the service says more.";

    /// <summary>The system's number for a disk that can't be read or written: <c>EIO</c>.</summary>
    private const int BrokenDisk = 5;

    /// <summary>The reason, in one or two sentences.</summary>
    public static string Of(Exception exception)
    {
        // A writer that fails is wrapped by whoever used it; the cause is what a person can do something about.
        var causes = Causes(exception).ToList();
        return causes.Find(IsForPeople)?.Message
            ?? (FullDisk.Is(exception) ? "The disk of the worker is full." : Kind(exception, causes));
    }

    private static string Kind(Exception exception, List<Exception> causes)
    {
        if (causes.Exists(cause => cause is FileNotFoundException or DirectoryNotFoundException))
            return "A file that the work needs is missing" + Log;
        if (causes.Exists(cause => cause is UnauthorizedAccessException))
            return "The worker may not use a file that the work needs" + Log;
        if (causes.Exists(cause => cause is IOException { HResult: BrokenDisk }))
            return "A disk of the worker reports an error" + Log;
        return exception switch
        {
            IOException => "Reading or writing failed" + Log,
            TimeoutException or BusTimeoutException or OperationCanceledException =>
                "Something that the work needs did not answer in time" + Log,
            OutOfMemoryException => "The worker ran out of memory.",
            _ => $"An unexpected error ({exception.GetType().Name}){Log}",
        };
    }

    private static bool IsForPeople(Exception cause) =>
        cause is StepFaultException or OutageException or ArtifactMissingException or ArtifactDamagedException;

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
            if (cause is AggregateException { InnerExceptions.Count: > 1 } several)
            {
                foreach (var other in several.InnerExceptions.Skip(1).SelectMany(Causes))
                    yield return other;
            }
        }
    }
}
