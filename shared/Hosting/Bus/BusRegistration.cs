using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus.DeadLetters;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Hosting.Settings;

namespace Trainyard.Hosting.Bus;

/// <summary>The one place that chooses the bus.</summary>
internal static class BusRegistration
{
    internal static void AddYardBus(
        this IServiceCollection services,
        IConfiguration configuration,
        IReadOnlyList<Action<IBusRegistrationConfigurator>> parts,
        DeadLetterKeeper? keeper)
    {
        services.AddSettings<BusSettings>(Options.DefaultName, "Bus");
        services.AddSingleton(new ServiceConsistencyCheck("bus", provider => new QueueCheck(
            provider, provider.GetRequiredService<IOptions<BusSettings>>().Value)));
        var settings = SettingsReader.Read<BusSettings>(configuration, "Bus");

        services.AddSingleton(new OwnFile(BrokerAddress.FileOf(settings.Uri)));
        services.AddSingleton(new OwnFile(BrokerAddress.FileOf(settings.RetryUri)));

        services.AddOptions<MassTransitHostOptions>().Configure(host =>
        {
            // A broker that is away must not keep the process from saying so: it is alive, and not ready. A bus in
            // memory is there at once, and whoever publishes at the start relies on it.
            host.WaitUntilStarted = settings.Transport == BusTransport.InMemory;
            host.StopTimeout = TimeSpan.FromSeconds(20);
        });
        var queues = new QueueNames(areAllHere: settings.Transport == BusTransport.InMemory);
        services.AddSingleton<PoisonMessages>();
        services.AddSingleton(provider => new QueueSender(provider.GetRequiredService<IBus>(), queues, settings));
        var before = services.Count;
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.SetKebabCaseEndpointNameFormatter();
            foreach (var part in parts)
                part(bus);
            bus.AddConfigureEndpointsCallback((context, queue, endpoint) =>
            {
                queues.Add(queue);
                DeadLetterQueue.LeadTo(
                    queue, endpoint, settings, context.GetRequiredService<PoisonMessages>(),
                    context.GetRequiredService<TimeProvider>(),
                    new OutageReturns(
                        queue, settings.OutageHold, context.GetRequiredService<QueueSender>,
                        context.GetRequiredService<TimeProvider>(),
                        context.GetRequiredService<ILogger<OutageReturns>>()));
            });
            if (settings.Transport == BusTransport.RabbitMq)
                bus.UsingRabbitMq((context, rabbit) => ConfigureRabbit(context, rabbit, settings, keeper));
            else
                bus.UsingInMemory((context, memory) => ConfigureCommon(context, memory, settings, keeper));
        });
        services.StartFirst(before);
        if (settings is { Transport: BusTransport.RabbitMq, TopologyOnly: false })
        {
            services.AddHostedService(provider => Watch(provider, settings));
            services.AddHostedService(
                provider => ActivatorUtilities.CreateInstance<YardOnBroker>(provider, settings));
        }
    }

    private static BusWatch Watch(IServiceProvider provider, BusSettings settings)
    {
        var bus = provider.GetRequiredService<IBusControl>();
        return new BusWatch(
            () => BusWatch.Waiting(bus.CheckHealth()), Answers, settings.HangLimit,
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<BusWatch>>());

        async Task<bool> Answers(CancellationToken cancellation)
        {
            try
            {
                await using var broker = await BrokerConnection.Open(settings.Address, "trainyard watch", cancellation);
                return broker is not null;
            }
            catch (Exception) when (!cancellation.IsCancellationRequested)
            {
                return false;
            }
        }
    }

    /// <summary>What starts first stops last: workers that drain still need the bus for their answers.</summary>
    private static void StartFirst(this IServiceCollection services, int before)
    {
        var hosted = services.Skip(before).Where(service => service.ServiceType == typeof(IHostedService)).ToList();
        foreach (var service in hosted)
            services.Remove(service);
        for (var i = 0; i < hosted.Count; i++)
            services.Insert(i, hosted[i]);
    }

    private static void ConfigureRabbit(
        IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit, BusSettings settings,
        DeadLetterKeeper? keeper)
    {
        rabbit.Host(settings.Address, host => host.ContinuationTimeout(settings.DeclarationTimeout));
        rabbit.PrefetchCount = settings.Prefetch;
        rabbit.DeployTopologyOnly = settings.TopologyOnly;
        if (settings.DeclareOthers)
            DeployContracts(rabbit, withFaults: settings.TopologyOnly);
        else
            DeclareNothing.OfMessages(rabbit);
        ConfigureCommon(context, rabbit, settings, keeper);
    }

    private static void ConfigureCommon<T>(
        IBusRegistrationContext context, IBusFactoryConfigurator<T> bus, BusSettings settings,
        DeadLetterKeeper? keeper)
        where T : IReceiveEndpointConfigurator
    {
        // The record is kept by the saga itself; nobody subscribes to the interfaces, so they get no exchanges.
        bus.Publish<IMessage>(topology => topology.Exclude = true);
        bus.Publish<ICommand>(topology => topology.Exclude = true);
        bus.Publish<IRunMessage>(topology => topology.Exclude = true);
        bus.Publish<IRunCommand>(topology => topology.Exclude = true);
        bus.Publish<IStepReply>(topology => topology.Exclude = true);
        bus.Publish<IStepRefusal>(topology => topology.Exclude = true);
        bus.Publish<IRunEnding>(topology => topology.Exclude = true);
        Retries.Use(bus, settings);

        DeadLetterQueue.NameOn(bus.SendTopology);
        if (keeper is not null)
        {
            bus.ReceiveEndpoint(DeadLetterQueue.Name, endpoint => DeadLetterQueue.Receive(
                endpoint,
                ActivatorUtilities.CreateInstance<DeadLetterFilter>(
                    context, (DeadMessage message, CancellationToken cancellation) =>
                        keeper(context, message, cancellation))));
        }

        bus.ConfigureEndpoints(context);
    }

    /// <summary>Exchanges exist from the start, so that a plain client can publish before any service has published.
    /// Whoever declares for others declares those of faults too, so that a service may say what failed without a right
    /// to declare; a service that has the right makes them when there is a fault, and starts with half as much to
    /// do.</summary>
    private static void DeployContracts(IRabbitMqBusFactoryConfigurator rabbit, bool withFaults)
    {
        rabbit.DeployPublishTopology = true;
        foreach (var contract in ContractTypes.All)
            rabbit.Publish(contract, _ => { });
        if (!withFaults) return;

        foreach (var contract in ContractTypes.All)
            rabbit.Publish(typeof(Fault<>).MakeGenericType(contract), _ => { });
        rabbit.Publish<ReceiveFault>(_ => { });
    }
}
