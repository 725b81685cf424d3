using Microsoft.Extensions.Logging;
using Trainyard.Persistence.Documents;

namespace Trainyard.Persistence.Sagas;

/// <summary>Sends what a crash left unsent, and writes down what is known to be sent, saga by saga.</summary>
internal sealed class JournalSweeper<TSaga>(
    IDocuments<TSaga> documents, JournalSender sender, TimeProvider time, ILogger<JournalSweeper<TSaga>> logger)
    : RecurringWork(Pause, time, logger)
    where TSaga : class, IJournaledSaga
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly TimeProvider _time = time;

    protected internal override async Task Look(CancellationToken cancellation)
    {
        var overdue = new DocumentQuery { OrderBy = SagaIndexes.Unsent }.AtMost(SagaIndexes.Unsent, _time.GetUtcNow() - Pause);
        foreach (var (saga, version) in await documents.Query(overdue, cancellation))
        {
            saga.Journal.MarkSent(sender.HasSent);
            await sender.SendUnsent(saga.Journal, cancellation);
            saga.Journal.MarkSent(_ => true);
            // Somebody else's change is as good: the next look sees what it left.
            _ = await documents.TryReplace(saga, version, cancellation);
        }
    }
}
