namespace Trainyard.Persistence.Documents;

/// <summary>Removing what is old.</summary>
public static class DocumentRemoval
{
    private const int Page = 200;

    /// <summary>Removes every document that meets a query, unless it is changed meanwhile; gives how many.</summary>
    /// <param name="documents">The collection.</param>
    /// <param name="query">Which documents; sorted by a field that each of them has, or by id.</param>
    /// <param name="id">The id of a document.</param>
    /// <param name="cancellation">Ends it between two documents.</param>
    /// <param name="before">What is looked at or written down first: false where the document stays.</param>
    /// <param name="after">Removes what belongs to a document that is gone: of one that was changed meanwhile, and
    /// stays, all stays.</param>
    public static async Task<int> Remove<T>(
        this IDocuments<T> documents, DocumentQuery query, Func<T, string> id, CancellationToken cancellation,
        Func<T, CancellationToken, Task<bool>>? before = null, Func<T, CancellationToken, Task>? after = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(id);
        query = query with { Limit = Page };
        for (var removed = 0; ;)
        {
            var page = await documents.Query(query, cancellation);
            // Together: those that come while the disk is flushed are flushed at once.
            removed += (await Task.WhenAll(page.Select(Remove))).Count(isRemoved => isRemoved);
            if (page.Count < Page)
                return removed;
            query = query with { After = page[^1].Cursor };
        }

        async Task<bool> Remove(Stored<T> stored)
        {
            if ((before is not null && !await before(stored.Document, cancellation))
                || !await documents.TryDelete(id(stored.Document), stored.Version, cancellation))
                return false;
            if (after is not null)
                await after(stored.Document, cancellation);
            return true;
        }
    }
}
