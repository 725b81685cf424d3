using System.Text.Json;
using Trainyard.Contracts;
using Trainyard.Jobs.Store;
using Trainyard.Jobs.Worker;

namespace Trainyard.Jobs;

/// <summary>Orders that a service gives itself, see <see cref="JobRegistration.OwnJob"/>.</summary>
/// <typeparam name="TOrder">The order.</typeparam>
public interface IOwnJobs<TOrder>
    where TOrder : class, IRunMessage
{
    /// <summary>Stores the order, which a worker of the service takes up. A repeat changes nothing.</summary>
    Task Store(TOrder order, CancellationToken cancellation);

    /// <summary>The orders of a run, and how far they are.</summary>
    Task<IReadOnlyList<OwnJob<TOrder>>> OfRun(Guid runId, CancellationToken cancellation);
}

/// <summary>An order and how far it is.</summary>
/// <param name="Order">The order.</param>
/// <param name="State">How far it is.</param>
/// <param name="Attempt">Attempts so far.</param>
public sealed record OwnJob<TOrder>(TOrder Order, OwnJobState State, int Attempt);

/// <summary>How far an order is.</summary>
public enum OwnJobState
{
    /// <summary>It waits, or is being worked on.</summary>
    UnderWay,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It is given up, after all attempts.</summary>
    GivenUp,
}

/// <inheritdoc/>
internal sealed class OwnJobs<TOrder>(JobStore<TOrder> store, JobBell<TOrder> bell) : IOwnJobs<TOrder>
    where TOrder : class, IRunMessage
{
    public async Task Store(TOrder order, CancellationToken cancellation)
    {
        await store.Accept(order, messageId: null, cancellation);
        bell.Ring();
    }

    public async Task<IReadOnlyList<OwnJob<TOrder>>> OfRun(Guid runId, CancellationToken cancellation) =>
    [
        .. (await store.OfRun(runId, cancellation)).Select(job => new OwnJob<TOrder>(
            job.Document.Order.Deserialize<TOrder>(JobJson.Options)!, StateOf(job.Document), job.Document.Attempt)),
    ];

    private static OwnJobState StateOf(JobDocument job) => job switch
    {
        { State: JobState.Done, Answer: not null } => OwnJobState.Done,
        { State: JobState.Done or JobState.Cancelled } => OwnJobState.GivenUp,
        _ => OwnJobState.UnderWay,
    };
}
