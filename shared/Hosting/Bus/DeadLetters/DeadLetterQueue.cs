using MassTransit;
using MassTransit.Middleware;

namespace Trainyard.Hosting.Bus.DeadLetters;

/// <summary>
/// The one queue, on both transports, that every message ends in which nobody can handle: after the last attempt, of a
/// type that nobody knows, or delivered so often that the broker gives up.
/// </summary>
internal static class DeadLetterQueue
{
    public const string Name = "dead-letters";

    /// <summary>For a queue that must lose nothing. A limit is written down all the same: without one, RabbitMQ 4 takes
    /// 20, and then drops.</summary>
    private const int NoLimit = 2_000_000_000;

    private const string Limit = "x-delivery-limit";
    private const string Exchange = "x-dead-letter-exchange";
    private const string Strategy = "x-dead-letter-strategy";
    private const string Overflow = "x-overflow";

    /// <summary>Errors and skipped messages of every queue go to the one queue.</summary>
    public static void NameOn(ISendTopologyConfigurator topology)
    {
        topology.ErrorQueueNameFormatter = new OneName();
        topology.DeadLetterQueueNameFormatter = new OneName();
        if (topology is not IRabbitMqSendTopologyConfigurator rabbit)
            return;

        // The bus would declare the queue with the arguments of the one that a message died in.
        rabbit.ConfigureErrorSettings = Shape;
        rabbit.ConfigureDeadLetterSettings = Shape;
    }

    /// <summary>What dies on this endpoint goes to the queue, with the words that say where it was and why.</summary>
    public static void LeadTo(
        string queue, IReceiveEndpointConfigurator endpoint, BusSettings settings, PoisonMessages poison,
        TimeProvider time, OutageReturns outages)
    {
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(new UnknownMessages(queue, time)));
        endpoint.ConfigureError(pipe =>
        {
            if (settings.Transport == BusTransport.RabbitMq)
                pipe.UseFilter(outages);
            pipe.UseFilter(new GenerateFaultFilter());
            pipe.UseFilter(new FailedMessages(queue));
            pipe.UseFilter(new ErrorTransportFilter());
        });
        if (endpoint is not IRabbitMqReceiveEndpointConfigurator rabbit)
            return;

        endpoint.ConfigureReceive(pipe => pipe.UseFilter(poison.On(queue)));
        rabbit.SetQuorumQueue();
        // The broker counts the times that a message came back; the first delivery is none of them.
        rabbit.SetQueueArgument(Limit, settings.DeliveryLimit - 1);
        // The broker keeps a message until the queue for dead ones has confirmed that it has it.
        rabbit.SetQueueArgument(Strategy, "at-least-once");
        rabbit.SetQueueArgument(Overflow, "reject-publish");
        if (settings.DeclareOthers)
        {
            // Declares the queue too: there, before anything can die.
            rabbit.BindDeadLetterQueue(Name, Name, Shape);
            return;
        }

        rabbit.DeadLetterExchange = Name;
        DeclareNothing.BehindQueue(endpoint);
    }

    /// <summary>Receives from the queue, message by message, whatever is in it.</summary>
    public static void Receive(IReceiveEndpointConfigurator endpoint, IFilter<ReceiveContext> keeper)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        endpoint.ConfigureReceive(pipe => pipe.UseFilter(keeper));
        if (endpoint is not IRabbitMqReceiveEndpointConfigurator rabbit)
            return;

        rabbit.SetQuorumQueue();
        rabbit.SetQueueArgument(Limit, NoLimit);
    }

    /// <summary>As it is declared everywhere; the broker refuses whoever declares it otherwise.</summary>
    private static void Shape(IRabbitMqQueueBindingConfigurator queue)
    {
        queue.Durable = true;
        queue.AutoDelete = false;
        queue.SetQuorumQueue();
        queue.SetQueueArgument(Limit, NoLimit);
        queue.SetQueueArgument(Exchange, null!);
        queue.SetQueueArgument(Strategy, null!);
        queue.SetQueueArgument(Overflow, null!);
    }

    private sealed class OneName : IErrorQueueNameFormatter, IDeadLetterQueueNameFormatter
    {
        public string FormatErrorQueueName(string queueName) => Name;

        public string FormatDeadLetterQueueName(string queueName) => Name;
    }
}
