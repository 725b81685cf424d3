using System.Runtime.CompilerServices;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;

namespace Trainyard.Sagas;

/// <summary>Every record is whole, and each entry of it is the one that the next was written after. Reads all of
/// them.</summary>
public sealed class RecordCheck<TSaga>(IDocuments<TSaga> sagas, SagaRecord<TSaga> record) : IConsistencyCheck
    where TSaga : class, IJournaledSaga
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var saga in sagas.All(new DocumentQuery(), cancellation))
        {
            if (Fault(saga, await record.Read(saga, cancellation)) is not { } fault)
                continue;
            yield return new Violation(
                "broken-record", saga.CorrelationId.ToString(), null,
                $"The record of {typeof(TSaga).Name} {saga.CorrelationId} is not as it was written: {fault}",
                "Whoever may write to the store can have changed it; services only ever add to it. Compare it with a "
                + "backup, and look at who may write there.");
        }
    }

    private static string? Fault(TSaga saga, IReadOnlyList<JournalEntry> entries)
    {
        var previous = (string?)null;
        foreach (var (at, entry) in entries.Index())
        {
            if (entry.Number != at + 1)
                return $"after entry {at} comes entry {entry.Number}.";
            if (at >= saga.Journal.Moved)
                continue;
            if (entry.Previous != previous)
                return $"entry {entry.Number} was written after another than entry {at}.";
            previous = JournalHash.Of(entry);
        }

        return previous == saga.Journal.Hash ? null : $"entry {saga.Journal.Moved} was another.";
    }
}
