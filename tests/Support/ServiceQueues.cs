using Trainyard.Hosting;
using Trainyard.Hosting.Bus;

namespace Trainyard.Support;

/// <summary>The queues that a service by itself receives from, without that of dead letters.</summary>
public static class ServiceQueues
{
    public static async Task<IReadOnlyList<string>> Of(IYardService service) =>
        [.. (await BusTraffic.Of(service)).Queues.Where(queue => queue != "dead-letters")];
}
