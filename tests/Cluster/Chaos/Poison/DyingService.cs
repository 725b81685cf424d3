using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Trainyard.Contracts;
using Trainyard.Hosting;

namespace Trainyard.Cluster.Tests.Chaos.Poison;

/// <summary>A service that stands in for Ingestion, and is killed by each command that it takes up, or by that of one
/// run; the others take it a moment. It runs as a process of its own: this program, with <c>dies</c> as its first
/// argument.</summary>
internal sealed class DyingService : IYardService
{
    /// <summary>The file in the data folder that grows by a letter with each death.</summary>
    public const string Deaths = "deaths";

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    public string Name => "dying";

    public static async Task<int> Run(string[] arguments)
    {
        await YardBuilder.Run(arguments, new DyingService());
        return Environment.ExitCode;
    }

    public void Configure(ServiceBuilder service) => service
        .Consumer<Victim, VictimDefinition>()
        .Consumer<Neighbour, NeighbourDefinition>();

    private sealed class Victim(IConfiguration settings) : IConsumer<FetchData>
    {
        public async Task Consume(ConsumeContext<FetchData> context)
        {
            if (settings["Killer"] is { } killer && context.Message.RunId != Guid.Parse(killer))
            {
                await Task.Delay(Moment, TimeProvider.System);
                return;
            }

            await File.AppendAllTextAsync(Path.Combine(settings["Data:Folder"]!, Deaths), "x");
            using var myself = Process.GetCurrentProcess();
            myself.Kill();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        }
    }

    /// <summary>Kills nobody, and is in the same process.</summary>
    private sealed class Neighbour : IConsumer<CheckData>
    {
        public Task Consume(ConsumeContext<CheckData> context) => Task.Delay(Moment, TimeProvider.System);
    }

    private sealed class NeighbourDefinition : ConsumerDefinition<Neighbour>
    {
        public NeighbourDefinition() => EndpointName = "check-data";
    }

    private sealed class VictimDefinition : ConsumerDefinition<Victim>
    {
        public VictimDefinition() => EndpointName = "fetch-data";
    }
}
