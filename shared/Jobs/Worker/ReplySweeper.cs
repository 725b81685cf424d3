using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Jobs.Store;
using Trainyard.Persistence;

namespace Trainyard.Jobs.Worker;

/// <summary>Publishes replies that were stored but, because something died in between, not published.</summary>
internal sealed class ReplySweeper<TCommand>(
    JobStore<TCommand> store, JobPublisher<TCommand> publisher, TimeProvider time,
    ILogger<ReplySweeper<TCommand>> logger)
    : RecurringWork(TimeSpan.FromSeconds(1), time, logger)
    where TCommand : class
{
    public override async Task Look(CancellationToken cancellation)
    {
        foreach (var done in await store.Unpublished(cancellation))
        {
            // Where the broker is away, each costs as much as a publish may take. Those behind come next time, and the
            // one that failed comes later: one that always fails must not keep them back.
            if (await publisher.TryReply(done, cancellation) == PublishOutcome.TimedOut)
                return;
        }
    }
}
