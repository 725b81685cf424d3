using Trainyard.Cli.Yards;
using Trainyard.Hosting;
using Trainyard.Support;

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
            queues.AddRange((await ServiceQueues.Of(service)).Select(queue => (queue, service.Name)));

        var shared = queues.GroupBy(queue => queue.Queue)
            .Where(queue => queue.Select(one => one.Service).Distinct().Count() > 1)
            .Select(queue => $"{queue.Key} of {string.Join(" and ", queue.Select(one => one.Service))}");

        Assert.Contains(("deploy-model", "serving"), queues);
        Assert.True(!shared.Any(), "Two services would take turns with messages: " + string.Join(", ", shared));
    }
}
