using System.Runtime.CompilerServices;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;

namespace Trainyard.DeadLetters;

/// <summary>No message that nobody could handle waits for somebody to decide about it.</summary>
internal sealed class DeadLetterCheck(IDocuments<DeadLetter> letters) : IConsistencyCheck
{
    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        var waiting = new SortedDictionary<string, (int Count, DeadLetter First)>(StringComparer.Ordinal);
        var dead = new DocumentQuery { OrderBy = "died" }.Equal("state", DeadLetterState.Dead);
        await foreach (var letter in letters.All(dead, cancellation))
        {
            var (count, first) = waiting.GetValueOrDefault(letter.Queue, (0, letter));
            waiting[letter.Queue] = (count + 1, first);
        }

        foreach (var (queue, (count, first)) in waiting)
        {
            yield return new Violation(
                "dead-letters", queue, first.DiedAt,
                $"{(count == 1 ? "One message" : $"{count} messages")} of the queue '{queue}' could not be handled, "
                + $"and nobody has decided about them. The first, a {first.MessageType ?? "message of no known type"}: "
                + first.Explanation,
                "See why with trainyard dead list, then send them back with trainyard dead retry or give them up with "
                + "trainyard dead drop.");
        }
    }
}
