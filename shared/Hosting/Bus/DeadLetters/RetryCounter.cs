using MassTransit;

namespace Trainyard.Hosting.Bus.DeadLetters;

/// <summary>Counts on a delivery how often it was tried again. What the bus itself notes is lost where one retry stands
/// within another.</summary>
internal sealed class RetryCounter : IRetryObserver
{
    /// <summary>How often a delivery was tried again.</summary>
    public static int Of(ReceiveContext delivery) =>
        delivery.TryGetPayload(out Retries? retries) ? retries.Count : 0;

    public Task PreRetry<T>(RetryContext<T> context)
        where T : class, PipeContext
    {
        if (context.Context is ConsumeContext consume)
            consume.ReceiveContext.GetOrAddPayload(() => new Retries()).Count++;
        return Task.CompletedTask;
    }

    public Task PostCreate<T>(RetryPolicyContext<T> context)
        where T : class, PipeContext => Task.CompletedTask;

    public Task PostFault<T>(RetryContext<T> context)
        where T : class, PipeContext => Task.CompletedTask;

    public Task RetryFault<T>(RetryContext<T> context)
        where T : class, PipeContext => Task.CompletedTask;

    public Task RetryComplete<T>(RetryContext<T> context)
        where T : class, PipeContext => Task.CompletedTask;

    private sealed class Retries
    {
        public int Count { get; set; }
    }
}
