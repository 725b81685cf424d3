using Trainyard.Hosting.Retention;
using Trainyard.Persistence.Documents;

namespace Trainyard.DeadLetters;

/// <summary>Removes dead letters that were kept for long enough: those that were decided about, and much later those
/// that nobody looked at.</summary>
internal sealed class DeadLetterRetention(
    IDocuments<DeadLetter> letters, RetentionSettings settings, TimeProvider time) : IRetention
{
    public async Task<IReadOnlyDictionary<string, int>> Apply(CancellationToken cancellation)
    {
        var removed = 0;
        foreach (var state in Enum.GetValues<DeadLetterState>())
        {
            var kept = state == DeadLetterState.Dead ? settings.UndecidedDeadLetters : settings.DeadLetters;
            var old = new DocumentQuery { OrderBy = "died" }
                .Equal("state", state).AtMost("died", time.GetUtcNow() - kept);
            removed += await letters.Remove(old, letter => letter.Id, cancellation);
        }

        return new Dictionary<string, int> { ["dead letters"] = removed };
    }
}
