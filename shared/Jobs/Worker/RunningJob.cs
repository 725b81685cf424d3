using MassTransit;
using Microsoft.Extensions.Logging;
using Trainyard.Contracts;

namespace Trainyard.Jobs.Worker;

/// <summary>The context of a job on this worker.</summary>
internal sealed class RunningJob(string service, string worker, int attempt, IBus bus, TimeProvider time, ILogger logger)
    : JobContext
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly long _started = time.GetTimestamp();
    private Task _reported = Task.CompletedTask;

    public override int Attempt => attempt;

    public override WorkDone Work => new()
    {
        Service = service,
        Worker = worker,
        Attempt = attempt,
        StartedAt = _startedAt,
        Elapsed = time.GetElapsedTime(_started),
    };

    public override void Report(IRunMessage progress)
    {
        // Progress never slows the work: while one report is on its way, the next is left out.
        if (_reported.IsCompleted)
            _reported = Publish(progress);
    }

    private async Task Publish(IRunMessage progress)
    {
        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
            await Task.Yield();
            await bus.Publish(progress, progress.GetType(), deadline.Token);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.LogDebug(exception, "Progress of run {RunId} was not published", progress.RunId);
        }
    }
}
