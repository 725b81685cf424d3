using MassTransit;
using MassTransit.Saga;
using Microsoft.Extensions.Logging;
using Trainyard.Persistence.Documents;

namespace Trainyard.Sagas;

/// <summary>
/// Sagas as documents: state, version and journal change in one atomic write. Duplicates are stopped before the state
/// machine sees them; what the saga sends goes out after the write, and the message it received is acknowledged after
/// that.
/// </summary>
internal sealed class SagaStore<TSaga>(
    IDocuments<TSaga> documents, SagaRecord<TSaga> record, JournalDispatcher<TSaga> dispatcher, TimeProvider time,
    ILogger<SagaStore<TSaga>> logger)
    : ISagaRepositoryContextFactory<TSaga>, ILoadSagaRepositoryContextFactory<TSaga>
    where TSaga : class, IJournaledSaga
{
    public void Probe(ProbeContext context) => context.Add("persistence", "documents");

    public async Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class
    {
        var id = context.CorrelationId
            ?? throw new SagaException("The message names no saga", typeof(TSaga), typeof(T));
        var stored = await documents.Find(id.ToString(), context.CancellationToken);
        if (stored is not null && context.MessageId is { } message && stored.Document.Journal.HasReceived(message))
        {
            // Delivered again because the first delivery did not end well: what it journaled may not have been sent.
            if (context.ReceiveContext.Redelivered || context.GetRetryAttempt() > 0)
                await Send(stored.Document.Journal, id, context.CancellationToken);
            return;
        }

        var session = new SagaSession<TSaga, T>(context, documents, stored, record, dispatcher, time);
        await next.Send(session);
        if (session.Written is not { } saga)
            return;
        await Send(saga.Journal, id, context.CancellationToken);
        await WriteAhead(saga, context.CancellationToken);
    }

    public Task SendQuery<T>(
        ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class =>
        throw new NotSupportedException($"{typeof(TSaga).Name} is found by its id alone.");

    public Task<T> Execute<T>(
        Func<LoadSagaRepositoryContext<TSaga>, Task<T>> asyncMethod, CancellationToken cancellationToken = default)
        where T : class =>
        asyncMethod(new SagaReader<TSaga>(documents, cancellationToken));

    /// <summary>The message is handled once its effects are written. What can't be sent now is the sweeper's; handling
    /// the message again, and in the end calling it a fault, would be of no use.</summary>
    private async Task Send(Journal journal, Guid id, CancellationToken cancellation)
    {
        try
        {
            await dispatcher.Dispatch(journal, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            logger.LogWarning(exception, "What {Saga} {Id} says could not be sent yet", typeof(TSaga).Name, id);
        }
    }

    /// <summary>The record is written while others work at what was sent; what can't be written now is written before
    /// the saga lets go of it.</summary>
    private async Task WriteAhead(TSaga saga, CancellationToken cancellation)
    {
        try
        {
            await record.WriteAhead(saga, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            logger.LogDebug(
                exception, "The record of {Saga} {Id} is written later", typeof(TSaga).Name, saga.CorrelationId);
        }
    }
}
