using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Contracts;

namespace Trainyard.Hosting.Bus;

/// <summary>The one place that chooses the bus.</summary>
internal static class BusRegistration
{
    internal static void AddYardBus(
        this IServiceCollection services, IConfiguration configuration, IReadOnlyList<Action<IBusRegistrationConfigurator>> parts)
    {
        services.AddOptions<BusSettings>().BindConfiguration("Bus").ValidateDataAnnotations().ValidateOnStart();
        var settings = configuration.GetSection("Bus").Get<BusSettings>() ?? new BusSettings();

        services.AddOptions<MassTransitHostOptions>().Configure(host =>
        {
            host.WaitUntilStarted = true;
            host.StartTimeout = TimeSpan.FromMinutes(2);
            host.StopTimeout = TimeSpan.FromSeconds(20);
        });
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.SetKebabCaseEndpointNameFormatter();
            foreach (var part in parts)
                part(bus);
            bus.AddConfigureEndpointsCallback((_, endpoint) =>
            {
                if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
                    rabbit.SetQuorumQueue();
            });
            if (settings.Transport == BusTransport.RabbitMq)
                bus.UsingRabbitMq((context, rabbit) => ConfigureRabbit(context, rabbit, settings));
            else
                bus.UsingInMemory((context, memory) => ConfigureCommon(context, memory, settings));
        });
    }

    private static void ConfigureRabbit(
        IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit, BusSettings settings)
    {
        rabbit.Host(new Uri(settings.Uri));
        rabbit.PrefetchCount = settings.Prefetch;
        DeployContracts(rabbit);
        ConfigureCommon(context, rabbit, settings);
    }

    private static void ConfigureCommon<T>(
        IBusRegistrationContext context, IBusFactoryConfigurator<T> bus, BusSettings settings)
        where T : IReceiveEndpointConfigurator
    {
        // The record is kept by the saga itself; nobody subscribes to the interfaces, so they get no exchanges.
        bus.Publish<IRunMessage>(topology => topology.Exclude = true);
        bus.Publish<IRunOrder>(topology => topology.Exclude = true);
        bus.Publish<IStepAnswer>(topology => topology.Exclude = true);
        bus.UseMessageRetry(retry => retry.Exponential(
            settings.Attempts - 1, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100)));
        bus.ConfigureEndpoints(context);
    }

    /// <summary>Exchanges exist from the start, so that a plain client can publish before any service has published.</summary>
    private static void DeployContracts(IRabbitMqBusFactoryConfigurator rabbit)
    {
        rabbit.DeployPublishTopology = true;
        foreach (var contract in ContractTypes.All)
            rabbit.Publish(contract, _ => { });
    }
}
