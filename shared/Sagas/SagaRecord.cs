using Trainyard.Persistence.Documents;

namespace Trainyard.Sagas;

/// <summary>
/// The records of sagas: all that each received and sent, in order, each entry with the hash of the one before. What is
/// settled moves here from the journal, page by page: the page is written first, while nobody waits for it, and the
/// journal lets go of it in the write that comes next anyway. Whoever dies in between leaves a page that the next one
/// finds and goes on from.
/// </summary>
public sealed class SagaRecord<TSaga>(IDocuments<RecordPage<TSaga>> pages)
    where TSaga : class, IJournaledSaga
{
    /// <summary>How many settled entries a journal holds before they move.</summary>
    private const int MostSettled = 8;

    /// <summary>How large their bodies may be together, in characters of JSON.</summary>
    private const int LargestSettled = 1 << 13;

    /// <summary>All that a saga received and sent.</summary>
    /// <param name="saga">The saga as it was read: what moves meanwhile is found all the same.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<JournalEntry>> Read(TSaga saga, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(saga);
        var entries = new List<JournalEntry>();
        while (entries.Count < saga.Journal.Moved
            && await Page(saga.CorrelationId, entries.Count + 1, cancellation) is { } page)
            entries.AddRange(page.Entries.Take(saga.Journal.Moved - entries.Count));
        return [.. entries, .. saga.Journal.Entries];
    }

    /// <summary>Removes the record of a saga, the latest pages first: a kill leaves what is found again.</summary>
    public async Task Delete(Guid saga, CancellationToken cancellation)
    {
        var first = new Stack<int>();
        for (var next = 1; await Page(saga, next, cancellation) is { } page; next += page.Entries.Count)
            first.Push(next);
        foreach (var number in first)
            _ = await pages.Delete(RecordPage<TSaga>.IdOf(saga, number), cancellation);
    }

    /// <summary>Moves what is settled, once there is enough of it. The journal must be as it is stored: an entry that
    /// may still come to nothing is no part of a record.</summary>
    internal Task MoveEnough(TSaga saga, CancellationToken cancellation) =>
        Settled(saga.Journal) is var settled && IsEnough(settled)
            ? Move(saga, settled, cancellation)
            : Task.CompletedTask;

    /// <summary>Writes the page that <see cref="MoveEnough"/> would write before the next change of a saga that was
    /// just stored, which finds it then.</summary>
    internal Task WriteAhead(TSaga saga, CancellationToken cancellation) =>
        Settled(saga.Journal) is var settled && IsEnough(settled)
            ? pages.TryInsert(NewPage(saga, settled), cancellation)
            : Task.CompletedTask;

    /// <summary>Moves all that is settled, see <see cref="MoveEnough"/>.</summary>
    internal async Task MoveAll(TSaga saga, CancellationToken cancellation)
    {
        // More than once where a page was written that has a part of it.
        while (Settled(saga.Journal) is { Count: > 0 } settled)
            await Move(saga, settled, cancellation);
    }

    /// <summary>In order: what comes after a message that is not out yet stays with it.</summary>
    private static List<JournalEntry> Settled(Journal journal) =>
        [.. journal.Entries.TakeWhile(entry => entry.IsDispatched)];

    private static bool IsEnough(List<JournalEntry> settled) =>
        settled.Count >= MostSettled || settled.Sum(entry => (long)entry.Size) >= LargestSettled;

    private static RecordPage<TSaga> NewPage(TSaga saga, List<JournalEntry> settled)
    {
        var (entries, hash) = (new List<JournalEntry>(settled.Count), saga.Journal.Hash);
        foreach (var entry in settled)
        {
            entries.Add(entry with { Previous = hash });
            hash = JournalHash.Of(entries[^1]);
        }

        return new RecordPage<TSaga> { Saga = saga.CorrelationId, Entries = entries };
    }

    private async Task Move(TSaga saga, List<JournalEntry> settled, CancellationToken cancellation)
    {
        var journal = saga.Journal;
        while (true)
        {
            // Somebody was here before, and moved as many as were settled then; they are the same.
            if (await Page(saga.CorrelationId, journal.Moved + 1, cancellation) is not { } earlier)
            {
                var page = NewPage(saga, settled);
                if (!await pages.TryInsert(page, cancellation))
                    continue;
                journal.Release(settled.Count, JournalHash.Of(page.Entries[^1]));
                return;
            }

            var known = Math.Min(earlier.Entries.Count, journal.Entries.Count);
            if (!earlier.Entries.Take(known).Select(entry => entry.MessageId)
                .SequenceEqual(journal.Entries.Take(known).Select(entry => entry.MessageId)))
            {
                throw new InvalidDataException(
                    $"The record of {typeof(TSaga).Name} {saga.CorrelationId} goes on otherwise than its journal.");
            }

            // Whoever wrote more than this journal has had a later one: the saga is to be read again.
            if (known < earlier.Entries.Count)
                throw new SagaChangedException(typeof(TSaga), saga.CorrelationId);

            journal.Release(earlier.Entries.Count, JournalHash.Of(earlier.Entries[^1]));
            return;
        }
    }

    private async Task<RecordPage<TSaga>?> Page(Guid saga, int first, CancellationToken cancellation) =>
        (await pages.Find(RecordPage<TSaga>.IdOf(saga, first), cancellation))?.Document;
}
