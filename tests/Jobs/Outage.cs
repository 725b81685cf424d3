using Trainyard.Jobs.Store;
using Trainyard.Persistence.Documents;

namespace Trainyard.Jobs.Tests;

/// <summary>A store that is away for a while.</summary>
internal sealed class Outage
{
    private volatile bool _isAway;
    private Func<Exception> _failure = () => new IOException("The store is away.");
    private int _refused;

    public int Refused => _refused;

    public void Begin(Func<Exception>? failure = null)
    {
        _failure = failure ?? _failure;
        _isAway = true;
    }

    public void End() => _isAway = false;

    public IDocuments<JobDocument> Before(IDocuments<JobDocument> documents) => new Documents(this, documents);

    private sealed class Documents(Outage outage, IDocuments<JobDocument> inner) : IDocuments<JobDocument>
    {
        public Task<Stored<JobDocument>?> Find(string id, CancellationToken cancellation) =>
            Reachable().Find(id, cancellation);

        public Task<bool> TryInsert(JobDocument document, CancellationToken cancellation) =>
            Reachable().TryInsert(document, cancellation);

        public Task<bool> TryReplace(JobDocument document, long version, CancellationToken cancellation) =>
            Reachable().TryReplace(document, version, cancellation);

        public Task<IReadOnlyList<Stored<JobDocument>>> Query(DocumentQuery query, CancellationToken cancellation) =>
            Reachable().Query(query, cancellation);

        public Task<IReadOnlyList<Listed<TRow>>> Rows<TRow>(DocumentQuery query, CancellationToken cancellation)
            where TRow : class => Reachable().Rows<TRow>(query, cancellation);

        public Task<long> Count(DocumentQuery query, CancellationToken cancellation) =>
            Reachable().Count(query, cancellation);

        public Task<bool> Delete(string id, CancellationToken cancellation) => Reachable().Delete(id, cancellation);

        public Task<bool> TryDelete(string id, long version, CancellationToken cancellation) =>
            Reachable().TryDelete(id, version, cancellation);

        private IDocuments<JobDocument> Reachable()
        {
            if (!outage._isAway)
                return inner;
            Interlocked.Increment(ref outage._refused);
            throw outage._failure();
        }
    }
}
