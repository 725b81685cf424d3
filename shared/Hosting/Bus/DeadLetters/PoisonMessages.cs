using MassTransit;

namespace Trainyard.Hosting.Bus.DeadLetters;

/// <summary>
/// A message that kills its process takes along those that were delivered beside it, on whichever queue, and all of
/// them come back equally often. So those that came back twice are handled one by one, over all queues of the process,
/// once in their order and the next time against it: each but the killer gets its turn before it, and is through.
/// </summary>
internal sealed class PoisonMessages(TimeProvider time)
{
    private const long HandledAloneFrom = 2;

    /// <summary>How long to wait for those that came back together.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    /// <summary>How long the acknowledgement of one takes to be out before the next may kill the process.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <summary>How long the others wait for one that neither ends nor kills: it may wait for a store that is away, or
    /// for a connection that was lost.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly List<Candidate> _waiting = [];
    private bool _isHandling;

    /// <summary>The filter of one queue.</summary>
    public IFilter<ReceiveContext> On(string queue) => new Filter(this, queue);

    private async Task Handle(ReceiveContext context, IPipe<ReceiveContext> next, string queue)
    {
        var returns = context.TransportHeaders.Number(DeadLetterHeaders.Returns);
        if (returns < HandledAloneFrom || !context.TryGetPayload(out RabbitMqBasicConsumeContext? delivery))
        {
            await next.Send(context);
            return;
        }

        var candidate = new Candidate(returns, (delivery.DeliveryTag, queue));
        Add(candidate);
        try
        {
            await candidate.Turn.Task.WaitAsync(context.CancellationToken);
            await next.Send(context);
        }
        finally
        {
            lock (_lock) _waiting.Remove(candidate);
            candidate.Done.TrySetResult();
        }
    }

    private void Add(Candidate candidate)
    {
        lock (_lock)
        {
            _waiting.Add(candidate);
            if (_isHandling)
                return;
            _isHandling = true;
        }

        _ = HandleOneByOne();
    }

    private async Task HandleOneByOne()
    {
        await Task.Delay(Gathering, time);
        while (Next() is { } candidate)
        {
            candidate.Turn.TrySetResult();
            await Task.WhenAny(candidate.Done.Task, Task.Delay(Longest, time));
            await Task.Delay(Between, time);
        }
    }

    /// <summary>Who came back least often; of several, the first or the last, by turns.</summary>
    private Candidate? Next()
    {
        lock (_lock)
        {
            var fewest = _waiting.Count > 0 ? _waiting.Min(candidate => candidate.Returns) : 0;
            var least = _waiting.Where(candidate => candidate.Returns == fewest);
            var next = fewest % 2 == 0
                ? least.MinBy(candidate => candidate.Place)
                : least.MaxBy(candidate => candidate.Place);
            _isHandling = next is not null;
            if (next is not null)
                _waiting.Remove(next);
            return next;
        }
    }

    private sealed class Filter(PoisonMessages poison, string queue) : IFilter<ReceiveContext>
    {
        public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) => poison.Handle(context, next, queue);

        public void Probe(ProbeContext context) => context.CreateFilterScope("poison");
    }

    /// <param name="returns">How often it came back.</param>
    /// <param name="place">Where it stands among those that came back as often.</param>
    private sealed class Candidate(long returns, (ulong Tag, string Queue) place)
    {
        public long Returns => returns;

        public (ulong Tag, string Queue) Place => place;

        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
