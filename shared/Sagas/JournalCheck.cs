using Trainyard.Persistence.ConsistencyChecks;
using System.Runtime.CompilerServices;
using Trainyard.Persistence.Documents;
using Trainyard.Sagas;

namespace Trainyard.Sagas;

/// <summary>What a saga journaled is sent: by whoever wrote it down, or by the sweeper.</summary>
public sealed class JournalCheck<TSaga>(IDocuments<TSaga> sagas, TimeProvider time) : IConsistencyCheck
    where TSaga : class, IJournaledSaga
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        var overdue = time.GetUtcNow() - ConsistencyChecks.Grace;
        var unsent = new DocumentQuery { OrderBy = SagaIndexes.Unsent }.AtMost(SagaIndexes.Unsent, overdue);
        await foreach (var saga in sagas.All(unsent, cancellation))
        {
            // As long as the journal grows, somebody is at it.
            if (saga.Journal.ChangedAt > overdue)
                continue;
            var oldest = saga.Journal.Unsent.First();
            var all = saga.Journal.Unsent.Count();
            yield return new Violation(
                "unsent-message",
                saga.CorrelationId.ToString(),
                oldest.At,
                $"{oldest.Message} {(all == 1 ? "is" : $"and {all - 1} more are")} stored with run "
                + $"{saga.CorrelationId}, and not known to be sent.",
                "A service at work sends it within seconds: start the service that owns the run; if it runs, its log "
                + "says what keeps it, most often the broker.");
        }
    }
}
