using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Jobs.Store;
using Trainyard.Persistence;

namespace Trainyard.Jobs.Worker;

/// <summary>Publishes answers that were stored but, because something died in between, not published.</summary>
internal sealed class AnswerSweeper<TOrder>(
    JobStore<TOrder> store, JobTeller<TOrder> teller, TimeProvider time, ILogger<AnswerSweeper<TOrder>> logger)
    : RecurringWork(TimeSpan.FromSeconds(1), time, logger)
    where TOrder : class, IRunMessage
{
    protected override async Task Look(CancellationToken cancellation)
    {
        foreach (var done in await store.Unpublished(cancellation))
        {
            // Each failure may cost the patience of a publish, and the next would fail likewise.
            if (!await teller.TryAnswer(done, cancellation))
                return;
        }
    }
}
