namespace Trainyard.Cluster.Tests.Chaos.Schedules;

/// <summary>Where messages of some types arrive.</summary>
/// <param name="Name">How it is called in a trace.</param>
/// <param name="Hears">The types.</param>
/// <param name="Deliver">Delivers one copy.</param>
internal sealed record PlayedQueue(string Name, IReadOnlySet<Type> Hears, Func<object, Guid, Task> Deliver);

/// <summary>Something that has not happened yet.</summary>
internal sealed record Pending(string Words, Func<Task> Happen);

/// <summary>A message that was published.</summary>
internal sealed record Published(object Message, int Times);

/// <summary>Holds all that is under way until the schedule lets it happen.</summary>
internal sealed class Network
{
    private readonly List<Pending> _underWay = [];
    private readonly Dictionary<(string Type, Guid Id), Published> _published = [];

    public List<PlayedQueue> Queues { get; } = [];

    /// <summary>How often each message is delivered to each queue.</summary>
    public int Copies { get; set; } = 1;

    public int Count => _underWay.Count;

    /// <summary>All that happened, in order.</summary>
    public List<string> Trace { get; } = [];

    /// <summary>Each message that was published, under its id, and how often.</summary>
    public IReadOnlyDictionary<(string Type, Guid Id), Published> Published => _published;

    public void Clear()
    {
        _underWay.Clear();
        _published.Clear();
        Trace.Clear();
    }

    public void Publish(object message, Guid id)
    {
        // Workers publish from threads of their own.
        lock (_underWay)
        {
            var name = message.GetType().Name;
            _published[(name, id)] = new(message, (_published.GetValueOrDefault((name, id))?.Times ?? 0) + 1);
            foreach (var queue in Queues.Where(queue => queue.Hears.Contains(message.GetType())))
                for (var copy = 1; copy <= Copies; copy++)
                    _underWay.Add(new($"{name} ({copy}) to {queue.Name}", () => Deliver(queue, message, id)));
        }
    }

    public void Add(string words, Func<Task> happen)
    {
        lock (_underWay) _underWay.Add(new(words, happen));
    }

    /// <summary>What meets a store that is away comes again.</summary>
    private async Task Deliver(PlayedQueue queue, object message, Guid id)
    {
        try
        {
            await queue.Deliver(message, id);
        }
        catch (StoreAwayException)
        {
            Add($"{message.GetType().Name} once more to {queue.Name}", () => Deliver(queue, message, id));
        }
    }

    /// <summary>Lets one of the things under way happen, counted from the oldest, beginning anew after the
    /// youngest.</summary>
    public async Task Happen(int which)
    {
        var next = _underWay[which % _underWay.Count];
        _underWay.RemoveAt(which % _underWay.Count);
        Trace.Add(next.Words);
        await next.Happen();
    }
}
