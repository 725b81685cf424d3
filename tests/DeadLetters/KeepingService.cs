using System.Threading.Channels;
using MassTransit;
using Trainyard.Contracts;
using Trainyard.Hosting;

namespace Trainyard.DeadLetters.Tests;

/// <summary>A service with nothing but the room of dead letters, which receives what it publishes.</summary>
internal sealed class KeepingService : IYardService
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly Channel<(DeadLettersPiledUp Event, Guid? Id)> _piledUp =
        Channel.CreateUnbounded<(DeadLettersPiledUp, Guid?)>();

    public string Name => "keeper";

    /// <summary>How many events came and were not looked at.</summary>
    public int Waiting => _piledUp.Reader.Count;

    public void Configure(ServiceBuilder service)
    {
        service.Services.Add(new(typeof(KeepingService), this));
        service.Consumer<Listener, ListenerDefinition>();
        service.AddDeadLetters();
    }

    public async Task<(DeadLettersPiledUp Event, Guid? Id)> PiledUp()
    {
        using var deadline = new CancellationTokenSource(Timeout);
        return await _piledUp.Reader.ReadAsync(deadline.Token);
    }

    public sealed class Listener(KeepingService service) : IConsumer<DeadLettersPiledUp>
    {
        public Task Consume(ConsumeContext<DeadLettersPiledUp> context) =>
            service._piledUp.Writer.WriteAsync((context.Message, context.MessageId)).AsTask();
    }

    public sealed class ListenerDefinition : ConsumerDefinition<Listener>
    {
        public ListenerDefinition() => EndpointName = "piled-up";
    }
}
