using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Trainyard.Persistence.Documents;

namespace Trainyard.Persistence.Sagas;

/// <summary>Sends what a crash left unsent, and writes down what is known to be sent, saga by saga.</summary>
internal sealed class JournalSweeper<TSaga>(
    IDocuments<TSaga> documents, JournalSender sender, TimeProvider time, ILogger<JournalSweeper<TSaga>> logger)
    : BackgroundService
    where TSaga : class, IJournaledSaga
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Guarded(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    internal async Task Sweep(CancellationToken cancellation)
    {
        var overdue = new DocumentQuery { OrderBy = SagaIndexes.Unsent }.AtMost(SagaIndexes.Unsent, time.GetUtcNow() - Pause);
        foreach (var (saga, version) in await documents.Query(overdue, cancellation))
        {
            saga.Journal.MarkSent(sender.HasSent);
            await sender.SendUnsent(saga.Journal, cancellation);
            saga.Journal.MarkSent(_ => true);
            // Somebody else's change is as good: the next sweep sees what it left.
            _ = await documents.TryReplace(saga, version, cancellation);
        }
    }

    private async Task Guarded(CancellationToken cancellation)
    {
        try
        {
            await Sweep(cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            logger.LogWarning(exception, "Sending what is left unsent failed and is tried again in {Pause}", Pause);
        }
    }
}
