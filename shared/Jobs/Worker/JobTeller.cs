using MassTransit;
using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Jobs.Store;

namespace Trainyard.Jobs.Worker;

/// <summary>Says on the bus what became of jobs. A publish blocks while the broker is away, so each has a
/// deadline.</summary>
internal sealed class JobTeller<TOrder>(
    JobStore<TOrder> store, IBus bus, ILogger<JobTeller<TOrder>> logger)
    where TOrder : class, IRunMessage
{
    /// <summary>Publishes a stored answer. Where that fails the answer stays due, and is published later; false
    /// then.</summary>
    public async Task<bool> TryAnswer(JobDocument done, CancellationToken cancellation)
    {
        try
        {
            if (JobAnswer.Read(done) is { } answer)
                await bus.PublishInTime(answer, done.AnswerId, mustBeHeard: true, cancellation);
            else
            {
                logger.LogError(
                    "No message is called {Message} any more, as the answer of {JobId} is", done.AnswerType, done.Id);
            }

            await store.MarkPublished(done, cancellation);
            return true;
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "The answer of {JobId} could not be published yet", done.Id);
            return false;
        }
    }

    /// <summary>Publishes what may be lost.</summary>
    public async Task Mention(IRunMessage message, CancellationToken cancellation)
    {
        try
        {
            await bus.PublishInTime(message, id: null, mustBeHeard: false, cancellation);
        }
        catch (Exception exception)
        {
            logger.LogDebug(
                exception, "A {Message} of run {RunId} was not published", message.GetType().Name, message.RunId);
        }
    }
}
