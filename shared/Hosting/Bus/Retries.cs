using MassTransit;
using Trainyard.Hosting.Bus.DeadLetters;
using Trainyard.Persistence.Documents;

namespace Trainyard.Hosting.Bus;

/// <summary>What is worth trying again, how often, and how far apart. A message that fails for reasons of its own is
/// given up soon; one that fails because the document store is away waits for it, however long: in memory where it is,
/// with a broker at the end of its queue, see <see cref="OutageReturns"/>.</summary>
internal static class Retries
{
    /// <summary>With pauses of half a minute, more than 8 hours.</summary>
    private const int LongestOutage = 1000;

    public static void Use(IConsumePipeConfigurator bus, BusSettings settings)
    {
        if (settings.Transport == BusTransport.InMemory)
        {
            bus.UseMessageRetry(retry =>
            {
                retry.Handle<Exception>(StoreOutage.Is);
                retry.Exponential(
                    LongestOutage,
                    TimeSpan.FromMilliseconds(200),
                    TimeSpan.FromSeconds(30),
                    TimeSpan.FromMilliseconds(300));
            });
        }

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
}
