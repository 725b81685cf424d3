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
            // Each failure may cost as much as a publish may take, and the next would fail likewise.
            if (!await publisher.TryReply(done, cancellation))
                return;
        }
    }
}
