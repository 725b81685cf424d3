using Trainyard.Persistence;
using Microsoft.Extensions.Logging;
using Trainyard.Persistence.Documents;

namespace Trainyard.Sagas;

/// <summary>Sends what a crash left unsent, writes down what is known to be sent, and moves it to the record, saga by
/// saga.</summary>
internal sealed class JournalSweeper<TSaga>(
    IDocuments<TSaga> documents, SagaRecord<TSaga> record, JournalDispatcher<TSaga> dispatcher, TimeProvider time,
    ILogger<JournalSweeper<TSaga>> logger)
    : RecurringWork(Interval, time, logger)
    where TSaga : class, IJournaledSaga
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = time;

    public override async Task Look(CancellationToken cancellation)
    {
        var unsent = new DocumentQuery { OrderBy = SagaIndexes.Unsent };
        foreach (var due in unsent.Due(SagaIndexes.Unsent, _time.GetUtcNow() - Interval, 2 * Interval))
            await Look(due, cancellation);
    }

    /// <summary>What was sent and not yet written down is known to this process alone: whoever comes after it would
    /// take it for unsent.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            var unsent = new DocumentQuery { OrderBy = SagaIndexes.Unsent, Descending = true }
                .AtLeast(SagaIndexes.Unsent, DateTimeOffset.UnixEpoch);
            foreach (var saga in await documents.Query(unsent, cancellationToken))
                _ = await TrySweep(saga, Settle, cancellationToken);
        }
        catch (Exception exception)
        {
            logger.LogDebug(exception, "What was sent is not written down; it is sent again under the same id");
        }
    }

    private async Task Look(DocumentQuery overdue, CancellationToken cancellation)
    {
        var left = 0;
        while (await documents.Query(overdue with { Skip = left }, cancellation) is { Count: > 0 } page)
        {
            foreach (var saga in page)
            {
                if (!await TrySweep(saga, Sweep, cancellation))
                    left++;
            }
        }
    }

    /// <summary>What is wrong with one saga, or with its record, keeps nothing of those after it.</summary>
    private async Task<bool> TrySweep(
        Stored<TSaga> stored, Func<Stored<TSaga>, CancellationToken, Task<bool>> sweep, CancellationToken cancellation)
    {
        try
        {
            return await sweep(stored, cancellation);
        }
        catch (SagaChangedException)
        {
            return false;
        }
        catch (Exception exception) when (
            !StoreOutage.Is(exception) && exception is not OperationCanceledException)
        {
            logger.LogError(
                exception, "{Saga} {Id} could not be looked after", typeof(TSaga).Name, stored.Document.CorrelationId);
            return false;
        }
    }

    /// <summary>Whether nothing is left to send; false when that is not so yet, or somebody else changed the
    /// saga.</summary>
    private async Task<bool> Sweep(Stored<TSaga> stored, CancellationToken cancellation)
    {
        var saga = stored.Document;
        saga.Journal.MarkDispatched(dispatcher.HasDispatched);
        // What is younger may be on its way, here or in the process that journaled it, which will write down that it
        // was sent.
        var now = _time.GetUtcNow();
        var isYoung = saga.Journal.UndispatchedSince is { } since && since <= now + Interval
            && since > now - Interval - JournalDispatcher<TSaga>.Timeout;
        return !isYoung
            && !dispatcher.IsSending(saga.Journal)
            && await Send(saga, cancellation)
            && await Settle(stored, cancellation);
    }

    /// <summary>Writes down what is known to be sent, where that is all of it.</summary>
    private async Task<bool> Settle(Stored<TSaga> stored, CancellationToken cancellation)
    {
        var (saga, version) = stored;
        saga.Journal.MarkDispatched(dispatcher.HasDispatched);
        if (saga.Journal.UndispatchedSince is not null)
            return false;
        await record.MoveAll(saga, cancellation);
        return await documents.TryReplace(saga, version, cancellation);
    }

    private async Task<bool> Send(TSaga saga, CancellationToken cancellation)
    {
        try
        {
            await dispatcher.Dispatch(saga.Journal, cancellation);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Such as a command that no queue waits for yet: that concerns this saga, and not those after it.
            logger.LogWarning(
                exception, "What {Saga} {Id} says could not be sent yet", typeof(TSaga).Name, saga.CorrelationId);
            return false;
        }
    }
}
