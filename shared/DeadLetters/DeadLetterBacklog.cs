using MassTransit;
using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Persistence;
using Trainyard.Persistence.Documents;

namespace Trainyard.DeadLetters;

/// <summary>Measures the queues that messages died in, and says that they pile up once for each filling: when the
/// threshold is reached, and again only after there were fewer.</summary>
internal sealed class DeadLetterBacklog(
    IDocuments<DeadLetter> letters,
    IDocuments<DeadQueue> queues,
    IBus bus,
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

        if (queue.IsAnnounced)
            return;
        // The same message each time, so that a repeat is known for one.
        var piledUp = await Describe(queue, depth, cancellation);
        await bus.PublishInTime(piledUp, piledUp.FillingId, mandatory: true, cancellation);
        _ = await queues.TryReplace(queue with { IsAnnounced = true }, version, cancellation);
    }

    private async Task<DeadLettersPiledUp> Describe(DeadQueue queue, long depth, CancellationToken cancellation)
    {
        var newest = DeadIn(queue.Queue) with { OrderBy = "died", Descending = true, Limit = 1 };
        var latest = (await letters.Query(newest, cancellation)).FirstOrDefault()?.Document;
        var count = depth == 1 ? "1 message" : $"{depth} messages";
        return new DeadLettersPiledUp
        {
            Queue = queue.Queue,
            FillingId = queue.Filling!.Value,
            Count = depth,
            Threshold = settings.Threshold,
            Message = $"{count} died in {queue.Queue}. The latest{Whose(latest)}: {latest?.Explanation} "
                + $"To see them: trainyard dead list --queue {queue.Queue}",
            Latest = latest?.Id,
            LatestRunId = latest?.RunId,
            Since = queue.FullSince!.Value,
        };
    }

    private static string Whose(DeadLetter? letter)
    {
        var run = letter?.RunId is { } id ? $" of run {id}" : "";
        return letter?.Owner is { } owner
            ? $"{run}, step '{owner.StepName}', owned by {owner.Team ?? "nobody who is named"}"
            : run;
    }

    private static DocumentQuery DeadIn(string queue) =>
        new DocumentQuery().Equal("state", DeadLetterState.Dead).Equal("queue", queue);
}
