using Trainyard.Cli.Topology;
using Trainyard.Cli.Yards;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.Bus;
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
        Assert.All(queues, queue =>
            Assert.DoesNotMatch($"^{BrokerLogins.ClientQueues}", queue.Queue));
    }

    public static TheoryData<string> Names => [.. Repository.Services];

    /// <summary>Its login may write what it says that it publishes. What its code makes and does not say would be
    /// refused; what it says and does not make is a right too many.</summary>
    [Theory, MemberData(nameof(Names))]
    public async Task Should_say_that_they_publish_what_they_make_and_nothing_else(string service)
    {
        var said = (await BusTraffic.Of(AllServices.Manifest.Single(one => one.Name == service).Create())).Published;
        var made = ServiceMessages.All.Single(one => one.Service == service);
        var parts = made.Parts.Select(part => part.GetName().Name!["Trainyard.".Length..]);
        var possible = made.Sent.Union(parts.SelectMany(part =>
            ServiceMessages.Shared.GetValueOrDefault(part) ?? new HashSet<Type>())).ToHashSet();

        // Made for itself, or by a reply that another message stands for.
        Type[] inside = [typeof(MoveAlias), typeof(TrainRequested)];
        Assert.Equal([], made.Sent.Except(said).Except(inside).Select(message => message.Name));
        Assert.Equal([], said.Except(possible).Select(message => message.Name));
    }
}
