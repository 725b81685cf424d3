using MassTransit;
using MassTransit.Configuration;
using MassTransit.RabbitMqTransport;
using MassTransit.RabbitMqTransport.Middleware;

namespace Trainyard.Hosting.Bus;

/// <summary>
/// Keeps a process from declaring what is not its own on a RabbitMQ, where <c>trainyard topology</c> has done so. The
/// bus declares the exchange of a message before it first publishes it, those of all messages it consumes, and the
/// queue of dead letters; each of that takes a right to configure them, which would be one to delete them too.
/// </summary>
internal static class DeclareNothing
{
    /// <summary>Messages go to their exchanges as they are. An excluded message has an address, and no
    /// topology.</summary>
    public static void OfMessages(IRabbitMqBusFactoryConfigurator rabbit) =>
        rabbit.PublishTopology.ConnectPublishTopologyConfigurationObserver(new Excluding());

    /// <summary>The queue is declared, and the exchange in front of it: nothing is bound to them, and nothing declared
    /// that they lead to.</summary>
    public static void BehindQueue(IReceiveEndpointConfigurator endpoint)
    {
        endpoint.ConfigureConsumeTopology = false;
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
            rabbit.ConfigureChannel(channel => channel.UseFilter(new DeclaredAlready()));
    }

    private sealed class Excluding : IPublishTopologyConfigurationObserver
    {
        public void MessageTopologyCreated<T>(IMessagePublishTopologyConfigurator<T> configurator)
            where T : class => configurator.Exclude = true;
    }

    /// <summary>The bus declares the queue of what fails once for each channel, when the first message fails; here it
    /// finds that done.</summary>
    private sealed class DeclaredAlready : IFilter<ChannelContext>
    {
        public async Task Send(ChannelContext context, IPipe<ChannelContext> next)
        {
            await context.OneTimeSetup<ConfigureTopologyContext<ErrorSettings>>(() => Task.CompletedTask);
            await context.OneTimeSetup<ConfigureTopologyContext<DeadLetterSettings>>(() => Task.CompletedTask);
            await next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("declared");
    }
}
