using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;

namespace Trainyard.Hosting.Tests;

public sealed class When_nobody_waits_for_a_publish_any_more
{
    [Fact]
    public async Task Should_not_be_a_fault_of_the_transport()
    {
        await using var provider = new ServiceCollection().AddMassTransitTestHarness().BuildServiceProvider(true);
        var harness = provider.GetRequiredService<ITestHarness>();
        await harness.Start();
        using var patience = new CancellationTokenSource();
        var transport = new Leaving(patience);
        using var observing = harness.Bus.ConnectSendObserver(transport);
        using var publishing = harness.Bus.ConnectPublishObserver(transport);

        // Whether it is over sooner than anybody notices that nobody waits, is nobody's concern.
        _ = await Record.ExceptionAsync(() => harness.Bus.PublishInTime(
            new CancelRun { RunId = Guid.NewGuid(), RequestedBy = "ada" }, id: null, mandatory: false, patience.Token));

        Assert.True(await transport.Outcome.WaitAsync(TimeSpan.FromMinutes(2)), "The transport logged a fault.");
    }

    /// <summary>Stops waiting when the message is on its way, and notes what becomes of it.</summary>
    private sealed class Leaving(CancellationTokenSource patience) : IPublishObserver, ISendObserver
    {
        private readonly TaskCompletionSource<bool> _outcome = new();

        public Task<bool> Outcome => _outcome.Task;

        public Task PrePublish<T>(PublishContext<T> context)
            where T : class => patience.CancelAsync();

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class => Settle(true);

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Settle(false);

        public Task PreSend<T>(SendContext<T> context)
            where T : class => patience.CancelAsync();

        public Task PostSend<T>(SendContext<T> context)
            where T : class => Settle(true);

        public Task SendFault<T>(SendContext<T> context, Exception exception)
            where T : class => Settle(false);

        private Task Settle(bool isSent)
        {
            _ = _outcome.TrySetResult(isSent);
            return Task.CompletedTask;
        }
    }
}
