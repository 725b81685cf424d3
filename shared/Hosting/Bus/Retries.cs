using MassTransit;
using Trainyard.Hosting.Bus.DeadLetters;
using Trainyard.Persistence.Documents;

namespace Trainyard.Hosting.Bus;

/// <summary>What is worth trying again, how often, and how far apart. A message that fails for reasons of its own is
/// given up soon; one that fails because the document store is away waits for it, however long: in memory where it is,
/// on a broker by turns here and at the end of its queue, see <see cref="OutageReturns"/>.</summary>
internal static class Retries
{
    /// <summary>With pauses of half a minute, more than 8 hours.</summary>
    private const int LongestOutage = 1000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    public static void Use(IConsumePipeConfigurator bus, BusSettings settings)
    {
        bus.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(StoreOutage.Is);
            if (settings.Transport == BusTransport.RabbitMq)
                retry.Intervals(Pauses(settings.OutageHold));
            else
                retry.Exponential(
                    LongestOutage, FirstPause, TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(300));
        });
        if (settings.Attempts == 1)
            return;
        bus.UseMessageRetry(retry =>
        {
            retry.ConnectRetryObserver(new RetryCounter());
            retry.Ignore<Exception>(StoreOutage.Is);
            retry.Exponential(
                settings.Attempts - 1,
                TimeSpan.FromMilliseconds(50),
                TimeSpan.FromSeconds(5),
                TimeSpan.FromMilliseconds(100));
        });
    }

    /// <summary>Pauses that double, and together are as long as a message may be held.</summary>
    private static TimeSpan[] Pauses(TimeSpan hold)
    {
        var pauses = new List<TimeSpan>();
        for (var (pause, left) = (FirstPause, hold); left > TimeSpan.Zero; left -= pause, pause *= 2)
            pauses.Add(pause < left ? pause : left);
        return [.. pauses];
    }
}
