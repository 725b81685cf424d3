using System.Globalization;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Trainyard.Persistence;

namespace Trainyard.Hosting.Bus;

/// <summary>
/// Ends a process whose bus hangs: queues that are not read from, and that nothing happens to although the broker
/// answers. A connection that is lost while queues are declared can leave the client of RabbitMQ waiting for what never
/// comes, past every deadline, and a bus that waits so can't be stopped or started anew. The process can.
/// </summary>
/// <param name="waiting">What of the bus is not ready, and why; null when all is.</param>
/// <param name="brokerAnswers">Whether the broker takes another connection.</param>
/// <param name="limit">How long nothing may happen.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it is said.</param>
internal sealed class BusWatch(
    Func<string?> waiting, Func<CancellationToken, Task<bool>> brokerAnswers, TimeSpan limit, TimeProvider time,
    ILogger<BusWatch> logger) : BackgroundService
{
    /// <summary>The time between two looks while the bus is not ready.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>The time between two looks while it is: each wakes threads.</summary>
    private static readonly TimeSpan WhileReady = 3 * Interval;

    private string? _seen;
    private long _since;

    /// <summary>What is not ready, and why; null when all is.</summary>
    internal static string? Waiting(BusHealthResult bus) => bus.Status == BusHealthStatus.Healthy ? null : string.Join(
        "; ",
        bus.Endpoints.Where(queue => queue.Value.Status != BusHealthStatus.Healthy)
            .Select(queue => string.Create(
                CultureInfo.InvariantCulture,
                $"{new Uri(queue.Key).Segments[^1]}: {queue.Value.Description}"))
            .Order(StringComparer.Ordinal)
            .DefaultIfEmpty(bus.Description ?? "it has not started"));

    /// <exception cref="BusHangsException">The bus hangs.</exception>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Of its own: what hangs may be what the other looks of a quiet process wait for.
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (true)
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                await Look(stoppingToken);
                timer.Period = _seen is null ? WhileReady : Interval;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("The bus is not watched any more: the process ends");
        }
    }

    /// <summary>One look.</summary>
    /// <exception cref="BusHangsException">The bus hangs.</exception>
    internal async Task Look(CancellationToken cancellation)
    {
        var state = waiting();
        // Whatever changes is a sign of life, and a broker that is away is waited for without end.
        if (state is null || state != _seen || !await brokerAnswers(cancellation))
        {
            _seen = state;
            _since = time.GetTimestamp();
        }
        else if (time.GetElapsedTime(_since) >= limit)
        {
            throw new BusHangsException(limit, state);
        }
    }
}

/// <summary>The bus hangs, and its process has to be started again.</summary>
/// <param name="limit">For how long nothing happened.</param>
/// <param name="state">What is not ready.</param>
internal sealed class BusHangsException(TimeSpan limit, string state) : Exception(
    $"The broker answers, but nothing has happened on the message bus for {limit}, and it is not ready ({state}). "
    + "The process ends with exit code 1, so that whatever looks after it starts it again.");
