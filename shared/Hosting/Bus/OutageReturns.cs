using MassTransit;
using Microsoft.Extensions.Logging;
using Trainyard.Hosting.Bus.DeadLetters;
using Trainyard.Persistence.Documents;

namespace Trainyard.Hosting.Bus;

/// <summary>
/// A message that could not be handled since the document store is away goes to the end of its queue as a new one, and
/// dies of nothing: held here, the broker would take its consumer for hung, and count each time that it came back.
/// </summary>
internal sealed class OutageReturns(
    string queue, TimeSpan hold, Func<QueueSender> sender, TimeProvider time, ILogger logger)
    : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (!StoreOutage.Is(context.Exception))
        {
            await next.Send(context);
            return;
        }

        // Retries held it for a while already, unless the store took its time to fail.
        var left = hold - context.ElapsedTime;
        if (left > TimeSpan.Zero)
            await Task.Delay(left, time, context.CancellationToken);
        logger.LogWarning(
            "A message goes back to {Queue} until the document store answers: {Reason}", queue,
            context.Exception.Message);
        await sender().Return(DeadMessageReader.Read(context) with { Queue = queue }, context.CancellationToken);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("outage-returns");
}
