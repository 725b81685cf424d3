using Trainyard.Contracts;
using Trainyard.Jobs.Store;
using Trainyard.Jobs.Worker;

namespace Trainyard.Jobs;

/// <summary>Orders that a service gives itself, see <see cref="JobRegistration.OwnJob"/>.</summary>
/// <typeparam name="TOrder">The order.</typeparam>
public interface IOwnJobs<in TOrder>
    where TOrder : class, IRunMessage
{
    /// <summary>Stores the order, which a worker of the service takes up. A repeat changes nothing.</summary>
    Task Store(TOrder order, CancellationToken cancellation);
}

/// <inheritdoc/>
internal sealed class OwnJobs<TOrder>(JobStore<TOrder> store, JobBell<TOrder> bell) : IOwnJobs<TOrder>
    where TOrder : class, IRunMessage
{
    public async Task Store(TOrder order, CancellationToken cancellation)
    {
        await store.Accept(order, cancellation);
        bell.Ring();
    }
}
