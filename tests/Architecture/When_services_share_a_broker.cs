using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Cli.Yards;
using Trainyard.Hosting;

namespace Trainyard.Architecture.Tests;

public sealed class When_services_share_a_broker
{
    private static readonly IReadOnlyList<IYardService> Services =
        [.. AllServices.Manifest.Select(service => service.Create())];

    [Fact]
    public async Task Should_read_from_queues_of_their_own()
    {
        List<(string Queue, string Service)> queues = [];
        foreach (var service in Services)
            queues.AddRange((await Queues(service)).Select(queue => (queue, service.Name)));

        var shared = queues.GroupBy(queue => queue.Queue)
            .Where(queue => queue.Select(one => one.Service).Distinct().Count() > 1)
            .Select(queue => $"{queue.Key} of {string.Join(" and ", queue.Select(one => one.Service))}");

        Assert.Contains(("deploy-model", "serving"), queues);
        Assert.True(!shared.Any(), "Two services would take turns with messages: " + string.Join(", ", shared));
    }

    /// <summary>The receive endpoints that a service by itself puts on the bus.</summary>
    private static async Task<IReadOnlyList<string>> Queues(IYardService service)
    {
        var folder = Directory.CreateTempSubdirectory("trainyard-architecture-");
        try
        {
            await using var process = new YardBuilder([$"--Data:Folder={folder.FullName}"]).Add(service).Build();
            var context = process.Services.GetRequiredService<IBusRegistrationContext>();
            var names = DefaultEndpointNameFormatter.Instance;
            return
            [
                .. process.Services.GetServices<IConsumerRegistration>()
                    .Select(consumer => consumer.GetDefinition(context).GetEndpointName(names)),
                .. process.Services.GetServices<ISagaRegistration>()
                    .Select(saga => saga.GetDefinition(context).GetEndpointName(names)),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
