using Microsoft.Extensions.Logging;
using Trainyard.Jobs;
using Trainyard.Monitoring.SendAlerts;
using Trainyard.Persistence;
using Trainyard.Persistence.Documents;

namespace Trainyard.Monitoring.KeepDeadLetters;

/// <summary>Measures the queues that messages died in, and raises one alert for each filling: when the threshold is
/// reached, and again only after there were fewer.</summary>
internal sealed class DeadLetterBacklog(
    IDocuments<DeadLetter> letters,
    IDocuments<DeadQueue> queues,
    IOwnJobs<SendAlert> alerts,
    DeadLetterDepths depths,
    DeadLetterSettings settings,
    TimeProvider time,
    ILogger<DeadLetterBacklog> logger) : RecurringWork(Interval, time, logger, atOnce: true)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly TimeProvider _time = time;

    public override async Task Look(CancellationToken cancellation)
    {
        foreach (var stored in await queues.Query(new DocumentQuery { Limit = 10_000 }, cancellation))
        {
            var queue = stored.Document.Queue;
            var depth = await letters.Count(DeadIn(queue), cancellation);
            depths.Set(queue, depth);
            await Weigh(stored, depth, cancellation);
        }
    }

    private async Task Weigh(Stored<DeadQueue> stored, long depth, CancellationToken cancellation)
    {
        var (queue, version) = stored;
        if (depth < settings.Threshold)
        {
            if (queue.Filling is not null
                && await queues.TryReplace(new DeadQueue { Queue = queue.Queue }, version, cancellation))
                logger.LogInformation("The dead letters of {Queue} were decided about", queue.Queue);
            return;
        }

        if (queue.Filling is null)
        {
            queue = queue with { Filling = Guid.NewGuid(), FullSince = _time.GetUtcNow() };
            if (!await queues.TryReplace(queue, version++, cancellation))
                return;
            logger.LogWarning("{DeadLetters} messages died in {Queue} and wait for somebody to decide", depth,
                queue.Queue);
        }

        if (queue.HasAlerted)
            return;
        if (!string.IsNullOrEmpty(settings.Webhook))
            await alerts.Store(await Describe(queue, depth, settings.Webhook, cancellation), cancellation);
        _ = await queues.TryReplace(queue with { HasAlerted = true }, version, cancellation);
    }

    private async Task<SendAlert> Describe(
        DeadQueue queue, long depth, string webhook, CancellationToken cancellation)
    {
        var newest = DeadIn(queue.Queue) with { OrderBy = "died", Descending = true, Limit = 1 };
        var latest = (await letters.Query(newest, cancellation)).FirstOrDefault()?.Document;
        var count = depth == 1 ? "1 message" : $"{depth} messages";
        return new SendAlert
        {
            Subject = queue.Filling!.Value,
            Number = 1,
            Webhook = webhook,
            DeadLetters = new DeadLettersAlert
            {
                Queue = queue.Queue,
                Count = depth,
                Threshold = settings.Threshold,
                Message = $"{count} died in {queue.Queue}. The latest: {latest?.Explanation} "
                    + $"To see them: trainyard dead list --queue {queue.Queue}",
                Latest = latest?.Id,
                LatestRunId = latest?.RunId,
                Since = queue.FullSince!.Value,
            },
        };
    }

    private static DocumentQuery DeadIn(string queue) =>
        new DocumentQuery().Equal("state", DeadLetterState.Dead).Equal("queue", queue);
}
