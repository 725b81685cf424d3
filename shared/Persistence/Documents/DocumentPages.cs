using System.Runtime.CompilerServices;

namespace Trainyard.Persistence.Documents;

/// <summary>Queries with more answers than one wants to hold at once.</summary>
public static class DocumentPages
{
    /// <summary>All documents that meet a query, page by page; its limit is the size of a page. What changes meanwhile
    /// may be missed, or come twice.</summary>
    public static async IAsyncEnumerable<T> All<T>(
        this IDocuments<T> documents, DocumentQuery query, [EnumeratorCancellation] CancellationToken cancellation)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(query);
        while (true)
        {
            var page = await documents.Query(query, cancellation);
            foreach (var (document, _) in page)
                yield return document;
            if (page.Count < query.Limit)
                yield break;
            query = query with { Skip = 0, After = page[^1].Cursor };
        }
    }
}
