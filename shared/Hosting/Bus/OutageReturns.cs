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
    /// <summary>Counted no further: the pause does not grow any more by then.</summary>
    private const int MostTimes = 1_000_000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (!StoreOutage.Is(context.Exception))
        {
            await next.Send(context);
            return;
        }

        var times = TimesReturned(context.TransportHeaders);
        var left = PauseAfter(times) - context.ElapsedTime;
        if (left > TimeSpan.Zero)
            await Task.Delay(left, time, context.CancellationToken);
        logger.LogWarning(
            "A message goes back to {Queue} until the document store answers: {Reason}", queue,
            context.Exception.Message);
        await sender().Return(
            DeadMessageReader.Read(context) with { Queue = queue }, times + 1, context.CancellationToken);
    }

    /// <summary>How often the message went back before. A number, a text or anything else: a header is whatever a
    /// client wrote, and one that can't be read would have the message go round and round without a pause.</summary>
    internal static int TimesReturned(Headers headers) =>
        (int)Math.Clamp(headers.Number(DeadLetterHeaders.Waited), 0, MostTimes);

    /// <summary>Soon at first, since most outages are short; what the store took to fail counts.</summary>
    private TimeSpan PauseAfter(int times)
    {
        var pause = FirstPause * Math.Pow(2, Math.Clamp(times, 0, 20));
        return pause < hold ? pause : hold;
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("outage-returns");
}
