using Trainyard.Contracts;

namespace Trainyard.Jobs.Store;

/// <summary>One kind of job: the step it does, and how an order becomes an id, so that a repeated order is the same
/// job.</summary>
/// <param name="Step">The step of a run, if it is one.</param>
/// <param name="Key">What tells two orders apart.</param>
/// <param name="Service">The service that does it.</param>
/// <param name="IsOwn">Whether the service orders it itself: then nobody waits for an answer, and no run stops
/// it.</param>
internal sealed record JobKind<TOrder>(Step? Step, Func<TOrder, string> Key, string Service, bool IsOwn = false)
    where TOrder : class, IRunMessage
{
    public string Name { get; } = typeof(TOrder).Name;

    public string IdOf(TOrder order) => $"{Name}/{Key(order)}";
}
