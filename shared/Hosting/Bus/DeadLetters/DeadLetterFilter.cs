using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Trainyard.Hosting.Bus.DeadLetters;

/// <summary>Keeps a dead message: any content, since nothing is deserialized. It leaves the queue once it is kept;
/// until then it is tried again, and goes back when the process ends.</summary>
internal sealed class DeadLetterFilter(
    Func<DeadMessage, CancellationToken, Task> keep,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<DeadLetterFilter> logger) : IFilter<ReceiveContext>
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken, lifetime.ApplicationStopping);
        var message = Read(context);
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await keep(message, stop.Token);
                return;
            }
            catch (Exception exception) when (!stop.IsCancellationRequested)
            {
                logger.LogWarning(
                    exception, "A message that died in {Queue} could not be kept yet; the next try is in {Interval}",
                    message.Queue, pause);
                await Task.Delay(pause, time, stop.Token);
            }
        }
    }

    /// <summary>What can be told of a message. Where even that fails, its bytes are kept.</summary>
    private DeadMessage Read(ReceiveContext context)
    {
        try
        {
            return DeadMessageReader.Read(context);
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "The headers of a dead message can't be read; it is kept without them");
            return new DeadMessage
            {
                Cause = DeathCause.Other,
                Headers = new Dictionary<string, string>(),
                Body = context.Body.GetBytes(),
            };
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("dead-letters");
}

/// <summary>Keeps a dead message; fails where it can't.</summary>
internal delegate Task DeadLetterKeeper(
    IServiceProvider provider, DeadMessage message, CancellationToken cancellation);
