namespace Trainyard.Jobs.Worker;

/// <summary>What a person is told of an exception: the words of those that were written for people, else where to look.</summary>
internal static class Reasons
{
    public static string Of(Exception exception) => exception switch
    {
        StepFaultException or IOException or TimeoutException or UnauthorizedAccessException => exception.Message,
        OutOfMemoryException => "The worker ran out of memory.",
        _ => $"An unexpected error ({exception.GetType().Name}); the log of the service says more.",
    };
}
