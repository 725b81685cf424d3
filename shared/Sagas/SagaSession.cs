using System.Text.Json;
using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;
using Trainyard.Persistence.Documents;

namespace Trainyard.Sagas;

/// <summary>One message and the saga it is for: from the document that was read to the one that is written.</summary>
internal sealed class SagaSession<TSaga, TMessage>(
    ConsumeContext<TMessage> context,
    IDocuments<TSaga> documents,
    Stored<TSaga>? stored,
    SagaRecord<TSaga> record,
    JournalDispatcher<TSaga> dispatcher,
    TimeProvider time)
    : ConsumeContextScope<TMessage>(context), SagaRepositoryContext<TSaga, TMessage>
    where TSaga : class, IJournaledSaga
    where TMessage : class
{
    private readonly ConsumeContext<TMessage> _context = context;
    private bool _hasTried;

    /// <summary>The saga as it was written, or null when it was not.</summary>
    public TSaga? Written { get; private set; }

    public Task<SagaConsumeContext<TSaga, T>> CreateSagaConsumeContext<T>(
        ConsumeContext<T> consumeContext, TSaga instance, SagaConsumeContextMode mode)
        where T : class =>
        Task.FromResult<SagaConsumeContext<TSaga, T>>(
            new DefaultSagaConsumeContext<TSaga, T>(consumeContext, instance));

    public Task<SagaConsumeContext<TSaga, TMessage>> Add(TSaga instance) =>
        CreateSagaConsumeContext(_context, instance, SagaConsumeContextMode.Add);

    public Task<SagaConsumeContext<TSaga, TMessage>> Insert(TSaga instance) =>
        throw new NotSupportedException("A saga is written once its first message is handled, not before.");

    public async Task<SagaConsumeContext<TSaga, TMessage>> Load(Guid correlationId) =>
        stored is null
            ? null!
            : await CreateSagaConsumeContext(_context, stored.Document, SagaConsumeContextMode.Load);

    public async Task Save(SagaConsumeContext<TSaga> context)
    {
        Write(context.Saga);
        if (!await documents.TryInsert(context.Saga, CancellationToken))
            throw new SagaChangedException(typeof(TSaga), context.Saga.CorrelationId);
        Written = context.Saga;
    }

    public async Task Update(SagaConsumeContext<TSaga> context)
    {
        // Only what is stored moves: what this message leads to may lose to another that was quicker.
        context.Saga.Journal.MarkDispatched(dispatcher.HasDispatched);
        await record.MoveEnough(context.Saga, CancellationToken);
        Write(context.Saga, context.Saga.Journal.AsksForTheRecord
            ? (await record.Read(context.Saga, CancellationToken))
                .LastOrDefault(entry => entry.Direction == JournalDirection.Sent)
            : null);
        if (!await documents.TryReplace(context.Saga, stored!.Version, CancellationToken))
            throw new SagaChangedException(typeof(TSaga), context.Saga.CorrelationId);
        Written = context.Saga;
    }

    /// <summary>A saga that has ended is kept: it has the end of its record.</summary>
    public Task Delete(SagaConsumeContext<TSaga> context) => Update(context);

    /// <summary>Called for a saga that failed at its first message, and then nothing is kept; but also for one that its
    /// first message ended, and that is a record like any other.</summary>
    public Task Discard(SagaConsumeContext<TSaga> context) =>
        context.IsCompleted && !_hasTried ? Save(context) : Task.CompletedTask;

    public Task Undo(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    private void Write(TSaga saga, JournalEntry? said = null)
    {
        _hasTried = true;
        var now = time.GetUtcNow();
        saga.Journal.Write(
            new JournalEntry
            {
                Direction = JournalDirection.Received,
                MessageId = _context.MessageId ?? NewId.NextGuid(),
                Message = typeof(TMessage).IsGenericType
                    ? $"Fault<{typeof(TMessage).GetGenericArguments()[0].Name}>"
                    : typeof(TMessage).Name,
                At = now,
                From = _context.Host is { } host ? $"{host.MachineName}/{host.ProcessName}/{host.ProcessId}" : null,
                SentAt = _context.SentTime is { } sent
                    ? new DateTimeOffset(DateTime.SpecifyKind(sent, DateTimeKind.Utc))
                    : null,
                Body = JsonSerializer.SerializeToElement<object>(_context.Message, JournalEntry.BodyOptions),
            },
            dispatcher.HasDispatched,
            now,
            said);
    }
}
