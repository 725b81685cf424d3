using System.Text.Json;
using Trainyard.Persistence.Documents;
using Trainyard.Sagas;

namespace Trainyard.Cluster.Tests.Chaos.KillWindows;

/// <summary>A collection that springs the trap after it has written a document which says a message.</summary>
internal sealed class TrappedDocuments<T>(IDocuments<T> documents, Trap trap) : IDocuments<T>
    where T : class
{
    public Task<Stored<T>?> Find(string id, CancellationToken cancellation) => documents.Find(id, cancellation);

    public async Task<bool> TryInsert(T document, CancellationToken cancellation) =>
        Written(document, await documents.TryInsert(document, cancellation));

    public async Task<bool> TryReplace(T document, long version, CancellationToken cancellation) =>
        Written(document, await documents.TryReplace(document, version, cancellation));

    public Task<IReadOnlyList<Stored<T>>> Query(DocumentQuery query, CancellationToken cancellation) =>
        documents.Query(query, cancellation);

    public Task<IReadOnlyList<Listed<TRow>>> Rows<TRow>(DocumentQuery query, CancellationToken cancellation)
        where TRow : class => documents.Rows<TRow>(query, cancellation);

    public Task<long> Count(DocumentQuery query, CancellationToken cancellation) =>
        documents.Count(query, cancellation);

    public Task<bool> Delete(string id, CancellationToken cancellation) => documents.Delete(id, cancellation);

    public Task<bool> TryDelete(string id, long version, CancellationToken cancellation) =>
        documents.TryDelete(id, version, cancellation);

    private bool Written(T document, bool isWritten)
    {
        if (isWritten && HasSomethingToSay(document)) trap.Is(Window.Write);
        return isWritten;
    }

    /// <summary>A saga with messages that are not sent, or a job with a reply that is due.</summary>
    private static bool HasSomethingToSay(T document)
    {
        if (document is IJournaledSaga saga) return saga.Journal.UndispatchedSince is not null;
        using var json = JsonDocument.Parse(DocumentJson.Write(document));
        return json.RootElement.TryGetProperty("reply", out var reply) && reply.ValueKind != JsonValueKind.Null
            && json.RootElement.GetProperty("dueAt").ValueKind != JsonValueKind.Null;
    }
}
