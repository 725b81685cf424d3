using System.Collections.Concurrent;

namespace Trainyard.Hosting.Bus.DeadLetters;

/// <summary>The queues that this process receives from.</summary>
/// <param name="areAllHere">Whether there are no others: the bus is in memory.</param>
internal sealed class QueueNames(bool areAllHere)
{
    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);

    public bool AreAllHere => areAllHere;

    public void Add(string queue) => _names[queue] = true;

    public bool Contains(string queue) => _names.ContainsKey(queue);
}
