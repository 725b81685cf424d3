using MassTransit;
using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Jobs.Store;
using Trainyard.Persistence.Tracing;

namespace Trainyard.Jobs.Worker;

/// <summary>Says on the bus what became of jobs. A publish blocks while the broker is away, so each has a
/// deadline.</summary>
internal sealed class JobPublisher<TCommand>(
    JobStore<TCommand> store, IBus bus, ILogger<JobPublisher<TCommand>> logger)
    where TCommand : class
{
    /// <summary>Publishes a stored reply. Where that fails the reply stays due, and is published later.</summary>
    public async Task<PublishOutcome> TryReply(JobDocument done, CancellationToken cancellation)
    {
        using var activity = StoredTrace.Resume(done.Trace, $"{done.Kind} reply");
        try
        {
            // The saga waits for the reply of a step. Whoever asked for anything else may have gone.
            if (JobReply.Read(done) is { } reply)
                await bus.PublishInTime(reply, done.ReplyId, mandatory: reply is IRunMessage, cancellation);
            else
            {
                logger.LogError(
                    "No message is called {Message} any more, as the reply of {JobId} is", done.ReplyType, done.Id);
            }

            await store.MarkPublished(done, cancellation);
            return PublishOutcome.Published;
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "The reply of {JobId} could not be published yet", done.Id);
            await Postpone(done);
            return exception is BusTimeoutException ? PublishOutcome.TimedOut : PublishOutcome.Refused;
        }
    }

    private async Task Postpone(JobDocument done)
    {
        try
        {
            await store.MarkUnpublished(done, CancellationToken.None);
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "That the reply of {JobId} failed could not be stored", done.Id);
        }
    }

    /// <summary>Publishes what may be lost; false when it was.</summary>
    public async Task<bool> PublishLossy(IMessage message, CancellationToken cancellation)
    {
        try
        {
            await bus.PublishInTime(message, id: null, mandatory: false, cancellation);
            return true;
        }
        catch (Exception exception)
        {
            logger.LogDebug(exception, "A {Message} was not published", message.GetType().Name);
            return false;
        }
    }
}

/// <summary>What came of publishing a reply.</summary>
internal enum PublishOutcome
{
    /// <summary>The broker has it.</summary>
    Published,

    /// <summary>The broker did not answer: it may be away, and the next would take as long.</summary>
    TimedOut,

    /// <summary>It can't be published, which says nothing about the next.</summary>
    Refused,
}
