using System.Globalization;
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
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (!StoreOutage.Is(context.Exception))
        {
            await next.Send(context);
            return;
        }

        var waited = context.TransportHeaders.Get<string>(DeadLetterHeaders.Waited);
        var times = int.TryParse(waited, CultureInfo.InvariantCulture, out var before) ? before : 0;
        var left = PauseAfter(times) - context.ElapsedTime;
        if (left > TimeSpan.Zero)
            await Task.Delay(left, time, context.CancellationToken);
        logger.LogWarning(
            "A message goes back to {Queue} until the document store answers: {Reason}", queue,
            context.Exception.Message);
        await sender().Return(
            DeadMessageReader.Read(context) with { Queue = queue }, times + 1, context.CancellationToken);
    }

    /// <summary>Soon at first, since most outages are short; what the store took to fail counts.</summary>
    private TimeSpan PauseAfter(int times)
    {
        var pause = FirstPause * Math.Pow(2, Math.Clamp(times, 0, 20));
        return pause < hold ? pause : hold;
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("outage-returns");
}
