using Trainyard.Artifacts;
using Trainyard.Hosting.Stores;
using Trainyard.Persistence.Documents;

namespace Trainyard.Hosting.CollectBlobs;

/// <summary>
/// Removes blobs that no record names and that are older than the grace time. What is to go is moved to the trash
/// first; then all records are read once more, and what was named or stored again meanwhile goes back.
/// </summary>
/// <param name="blobs">The blobs.</param>
/// <param name="databases">The databases of all services: whoever names a blob names it in one of them.</param>
/// <param name="demandOneYard">Fails where blobs and databases are not of one yard.</param>
/// <param name="settings">How long a blob that nobody names is kept, and how many go without a question.</param>
/// <param name="time">The clock.</param>
public sealed class BlobCollector(
    BlobFolder blobs,
    Func<IEnumerable<IDocumentDatabase>> databases,
    Func<CancellationToken, Task> demandOneYard,
    BlobSettings settings,
    TimeProvider time)
{
    private const int Few = 20;

    /// <summary>Collects once. When a store can't be read, nothing is removed.</summary>
    /// <param name="isDryRun">Whether it only says what would be removed.</param>
    /// <param name="isConfirmed">Whether somebody has said that more may go than usual.</param>
    /// <param name="cancellation">Ends it; nothing is removed after that.</param>
    /// <exception cref="CollectionUnderWayException">Another process collects.</exception>
    /// <exception cref="UnusualShareException">More would go than <see cref="BlobSettings.LargestShare"/> of all, and
    /// nobody has confirmed it.</exception>
    public async Task<Collected> Collect(bool isDryRun, CancellationToken cancellation, bool isConfirmed = false)
    {
        blobs.Demand();
        await demandOneYard(cancellation);
        using var mine = isDryRun ? null : Hold();
        var oldest = time.GetUtcNow() - settings.Grace;
        var (old, count) = (new List<BlobFile>(), 0L);
        foreach (var blob in blobs.All())
        {
            count++;
            if (blob.WrittenAt < oldest)
                old.Add(blob);
        }

        var named = await Names(cancellation);
        var unnamed = old.FindAll(blob => !named.Contains(blob.Digest));
        if (isDryRun)
            return new Collected(unnamed, count - unnamed.Count);
        if (!isConfirmed && unnamed.Count > Few && unnamed.Count > settings.LargestShare * count)
            throw new UnusualShareException(unnamed.Count, count);
        var removed = await Empty(unnamed, oldest, cancellation);
        return new Collected(removed, count - removed.Count);
    }

    private async Task<IReadOnlyList<BlobFile>> Empty(
        IEnumerable<BlobFile> unnamed, DateTimeOffset oldest, CancellationToken cancellation)
    {
        foreach (var blob in unnamed)
        {
            // Between the look and the move somebody may have stored it again, and not yet named it.
            if (blobs.Trash.Discard(blob.Digest) is { } moved && moved.WrittenAt >= oldest)
                blobs.Trash.PutBack(blob.Digest);
        }

        var trash = blobs.Trash.Content;
        if (trash.Count == 0)
            return [];
        HashSet<string> named;
        try
        {
            named = await Names(cancellation);
        }
        catch
        {
            foreach (var blob in trash)
                blobs.Trash.PutBack(blob.Digest);
            throw;
        }

        var removed = new List<BlobFile>();
        foreach (var blob in trash)
        {
            if (blob.WrittenAt >= oldest || named.Contains(blob.Digest))
                blobs.Trash.PutBack(blob.Digest);
            else if (blobs.Trash.Remove(blob.Digest))
                removed.Add(blob);
        }

        return removed;
    }

    private async Task<HashSet<string>> Names(CancellationToken cancellation)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var database in databases())
        {
            await foreach (var names in database.BlobNames(cancellation))
                named.UnionWith(names);
        }

        return named;
    }

    /// <summary>The system lets go of it when the process dies, however it dies.</summary>
    private FileStream Hold()
    {
        try
        {
            return new FileStream(
                Path.Combine(blobs.Path, "collection.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.None);
        }
        catch (IOException held) when (held.HResult is 11 or 35 or unchecked((int)0x80070020))
        {
            // EAGAIN on Linux and on others, and a sharing violation on Windows; whatever else it is says so itself.
            throw new CollectionUnderWayException();
        }
    }
}

/// <summary>What a collection did.</summary>
/// <param name="Removed">Blobs that were removed, or would be.</param>
/// <param name="Kept">How many stay: named, or younger than the grace time.</param>
public sealed record Collected(IReadOnlyList<BlobFile> Removed, long Kept)
{
    /// <summary>The bytes of what was removed.</summary>
    public long Bytes => Removed.Sum(blob => blob.Size);
}

/// <summary>Another process collects on the same blobs.</summary>
public sealed class CollectionUnderWayException()
    : InvalidOperationException("Another process collects these blobs right now.");

/// <summary>A collection would take an unusual share of the blobs: records may be missing, rather than blobs too
/// many.</summary>
/// <param name="unnamed">How many it would remove.</param>
/// <param name="all">Of how many.</param>
public sealed class UnusualShareException(int unnamed, long all) : InvalidOperationException(
    $"No record names {unnamed:N0} of {all:N0} blobs, which is more than is usual: look whether records are missing. "
    + "trainyard collect --dry-run lists them, trainyard collect --confirm removes them, and Artifacts:LargestShare "
    + "says what is usual.");
