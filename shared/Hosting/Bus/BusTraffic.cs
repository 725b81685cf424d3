using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Hosting.Bus.DeadLetters;

namespace Trainyard.Hosting.Bus;

/// <summary>What a service by itself receives and publishes, read from what it registers. Its rights on a broker follow
/// from it.</summary>
/// <param name="Queues">The queues it receives from; that of dead letters too, where it keeps them.</param>
/// <param name="Received">The messages that come to these queues.</param>
/// <param name="Published">The messages that it publishes.</param>
public sealed record BusTraffic(
    IReadOnlyList<string> Queues,
    IReadOnlyList<Type> Received,
    IReadOnlyList<Type> Published)
{
    /// <summary>The exchange that carries the id of the yard, and no message; every service declares it.</summary>
    public const string YardExchange = YardOnBroker.Exchange;

    /// <summary>How the name of a yard begins, as that exchange carries it.</summary>
    public const string YardName = YardOnBroker.NameStart;

    /// <summary>The exchange that a message is published to on a RabbitMQ.</summary>
    public static string ExchangeOf(Type message) => Names.GetMessageName(message).ToString();

    private static DefaultMessageNameFormatter Names { get; } = new DefaultMessageNameFormatter("::", "--", ":", "-");

    /// <summary>That of a service. A process of it is put together and taken apart again; nothing of it runs.</summary>
    public static async Task<BusTraffic> Of(IYardService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        var folder = Directory.CreateTempSubdirectory("trainyard-traffic-");
        try
        {
            // Whatever the environment says to services, this one neither listens nor connects.
            var yard = new YardBuilder(
                [$"--Data:Folder={folder.FullName}", "--Bus:Transport=InMemory", "--Urls=http://127.0.0.1:0"])
                .Add(service);
            await using var process = yard.Build();
            return Of(process.Services, yard.DeadLetterKeeper is not null);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static BusTraffic Of(IServiceProvider services, bool keepsDeadLetters)
    {
        var consumers = services.GetServices<IConsumerRegistration>().ToList();
        var sagas = services.GetServices<ISagaRegistration>().ToList();
        var machines = sagas.Select(saga =>
            (StateMachine)services.GetRequiredService(typeof(SagaStateMachine<>).MakeGenericType(saga.Type)));
        return new(
            [
                .. QueuesOf(services).Select(queue => queue.Name)
                    .Concat(keepsDeadLetters ? [DeadLetterQueue.Name] : [])
                    .Distinct().Order(StringComparer.Ordinal),
            ],
            [
                .. consumers.SelectMany(consumer => Arguments(consumer.Type, typeof(IConsumer<>)))
                    .Concat(machines.SelectMany(machine => machine.Events)
                        .SelectMany(known => Arguments(known.GetType(), typeof(Event<>))))
                    .Distinct().OrderBy(ExchangeOf, StringComparer.Ordinal),
            ],
            [
                .. services.GetServices<PublishedMessage>().Select(published => published.Message)
                    .Distinct().OrderBy(ExchangeOf, StringComparer.Ordinal),
            ]);
    }

    /// <summary>The queues that consumers and sagas of a process receive from, each once, in the order of their
    /// names.</summary>
    internal static IEnumerable<(string Name, bool IsTemporary)> QueuesOf(IServiceProvider services)
    {
        var context = services.GetRequiredService<IBusRegistrationContext>();
        var names = services.GetService<IEndpointNameFormatter>() ?? KebabCaseEndpointNameFormatter.Instance;
        var consumers = services.GetServices<IConsumerRegistration>()
            .Select(consumer => consumer.GetDefinition(context))
            .Select(consumer => (Name: consumer.GetEndpointName(names), Endpoint: consumer.EndpointDefinition));
        var sagas = services.GetServices<ISagaRegistration>()
            .Select(saga => saga.GetDefinition(context))
            .Select(saga => (Name: saga.GetEndpointName(names), Endpoint: saga.EndpointDefinition));
        return consumers.Concat(sagas)
            .Select(queue => (queue.Name, IsTemporary: queue.Endpoint is { IsTemporary: true }))
            .DistinctBy(queue => queue.Name, StringComparer.Ordinal)
            .OrderBy(queue => queue.Name, StringComparer.Ordinal);
    }

    private static IEnumerable<Type> Arguments(Type type, Type generic) =>
        type.GetInterfaces().Where(one => one.IsGenericType && one.GetGenericTypeDefinition() == generic)
            .Select(one => one.GenericTypeArguments[0]);
}
