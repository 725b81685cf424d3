using MassTransit;
using MassTransit.Transports;

namespace Trainyard.Hosting.Bus.DeadLetters;

/// <summary>Headers of ours on a dead message.</summary>
internal static class DeadLetterHeaders
{
    /// <summary>The queue that it died in.</summary>
    public const string Queue = "Trainyard-Died-In";

    /// <summary>The tries at it.</summary>
    public const string Tries = "Trainyard-Tries";

    /// <summary>The dead letter that it was sent again from.</summary>
    public const string RetryOf = "Trainyard-Retry-Of";

    /// <summary>How often it went back to the end of its queue, since the document store was away.</summary>
    public const string Waited = "Trainyard-Waited";

    /// <summary>What a quorum queue says of a message that comes again: how often it did.</summary>
    public const string Returns = "x-delivery-count";

    /// <summary>What <c>MT-Reason</c> begins with where a queue had nobody for a message; the queue, the time and
    /// what <see cref="RetryOf"/> says follow.</summary>
    public const string Unknown = "unknown in ";
}

/// <summary>Moves a message that nobody on its queue knows to the dead letters. In memory a reason is all that the
/// transport takes along, so the rest is written there.</summary>
internal sealed class UnknownMessages(string queue, TimeProvider time) : IFilter<ReceiveContext>
{
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        if (!context.TryGetPayload(out IDeadLetterTransport? transport))
            throw new TransportException(context.InputAddress, "There is no way to the dead letters.");
        var former = context.TransportHeaders.Text(DeadLetterHeaders.RetryOf);
        await transport.Send(context, $"{DeadLetterHeaders.Unknown}{queue} {time.GetUtcNow():O} {former}".TrimEnd());
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("unknown-messages");
}

/// <summary>Writes down what the bus does not on a message that failed. In memory the headers that a message came
/// with are not taken along, so the one that counts is written again.</summary>
internal sealed class FailedMessages(string queue) : IFilter<ExceptionReceiveContext>
{
    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var headers = context.ExceptionHeaders;
        headers.Set(DeadLetterHeaders.Queue, queue);
        if (context.TransportHeaders.Text(DeadLetterHeaders.RetryOf) is { Length: > 0 } former)
            headers.Set(DeadLetterHeaders.RetryOf, former);

        var returns = context.TransportHeaders.Number(DeadLetterHeaders.Returns);
        headers.Set(DeadLetterHeaders.Tries, $"{returns + RetryCounter.Of(context) + 1}");
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("failed-messages");
}
