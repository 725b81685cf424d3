using Trainyard.Contracts;

namespace Trainyard.Jobs.Store;

/// <summary>One kind of job: the step it does, and how an order becomes an id, so that a repeated order is the same job.</summary>
internal sealed record JobKind<TOrder>(Step? Step, Func<TOrder, string> Key, string Service)
    where TOrder : class, IRunMessage
{
    public string Name { get; } = typeof(TOrder).Name;

    public string IdOf(TOrder order) => $"{Name}/{Key(order)}";
}
