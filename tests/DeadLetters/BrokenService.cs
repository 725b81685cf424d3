using System.Threading.Channels;
using MassTransit;
using Trainyard.Contracts;
using Trainyard.Hosting;

namespace Trainyard.DeadLetters.Tests;

/// <summary>A service that fails at every message for as long as it is broken, and tells what reaches it.</summary>
internal sealed class BrokenService : IYardService
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly Channel<Received> _handled = Channel.CreateUnbounded<Received>();

    public string Name => "broken";

    public volatile bool IsBroken = true;

    public int Tries;

    public void Configure(ServiceBuilder service)
    {
        service.Services.Add(new(typeof(BrokenService), this));
        service.Consumer<Breaker, BreakerDefinition>();
        service.Consumer<BrokenServiceListener, BrokenServiceListenerDefinition>();
    }

    /// <summary>The next message that was handled, or fact that was told.</summary>
    public async Task<Received> Next()
    {
        using var deadline = new CancellationTokenSource(Timeout);
        return await _handled.Reader.ReadAsync(deadline.Token);
    }

    /// <summary>Notes what was handled, or told.</summary>
    internal ValueTask Note<T>(ConsumeContext<T> context)
        where T : class => _handled.Writer.WriteAsync(new Received(context.Message, context.MessageId));

    /// <summary>A message that was handled.</summary>
    public sealed record Received(object Message, Guid? Id);

    /// <summary>The queue is <c>train-model</c>, as in a yard with Training.</summary>
    public sealed class Breaker(BrokenService service) : IConsumer<TrainModel>, IConsumer<CancelRun>
    {
        public Task Consume(ConsumeContext<TrainModel> context) => Handle(context);

        public Task Consume(ConsumeContext<CancelRun> context) => Handle(context);

        private async Task Handle<T>(ConsumeContext<T> context)
            where T : class
        {
            Interlocked.Increment(ref service.Tries);
            if (service.IsBroken)
                throw new InvalidOperationException("The valve is stuck.\nTurn it.");
            await service.Note(context);
        }
    }

    public sealed class BreakerDefinition : ConsumerDefinition<Breaker>
    {
        public BreakerDefinition() => EndpointName = "train-model";
    }
}
