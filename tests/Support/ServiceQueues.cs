using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Hosting;

namespace Trainyard.Support;

/// <summary>The queues that a service by itself receives from, without that of dead letters.</summary>
public static class ServiceQueues
{
    public static async Task<IReadOnlyList<string>> Of(IYardService service)
    {
        var folder = Directory.CreateTempSubdirectory("trainyard-queues-");
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
