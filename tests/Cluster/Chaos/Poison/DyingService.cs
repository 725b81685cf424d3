using System.Diagnostics;
using MassTransit;
using Trainyard.Contracts;
using Trainyard.Hosting;

namespace Trainyard.Cluster.Tests.Chaos.Poison;

/// <summary>A service that stands in for Ingestion, and is killed by each order that it takes up. It runs as a process of
/// its own: this program, with <c>dies</c> as its first argument.</summary>
internal sealed class DyingService : IYardService
{
    public string Name => "dying";

    public static async Task<int> Run(string[] arguments)
    {
        await YardBuilder.Run(arguments, new DyingService());
        return Environment.ExitCode;
    }

    public void Configure(ServiceBuilder service) => service.Consumer<Victim, VictimDefinition>();

    private sealed class Victim : IConsumer<FetchData>
    {
        public Task Consume(ConsumeContext<FetchData> context)
        {
            using var myself = Process.GetCurrentProcess();
            myself.Kill();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
        }
    }

    private sealed class VictimDefinition : ConsumerDefinition<Victim>
    {
        public VictimDefinition() => EndpointName = "fetch-data";
    }
}
