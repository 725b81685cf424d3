using System.Linq.Expressions;
using System.Reflection;
using MassTransit;
using MassTransit.Middleware;

namespace Trainyard.Sagas;

/// <summary>
/// A state machine whose messages all name their saga in the same way. Correlation, partitions and what is ignored
/// follow from the events that it declares, so that none can be forgotten.
/// </summary>
/// <typeparam name="TSaga">The saga.</typeparam>
/// <typeparam name="TMessage">What all its messages are.</typeparam>
public abstract class CorrelatedStateMachine<TSaga, TMessage> : MassTransitStateMachine<TSaga>
    where TSaga : class, IJournaledSaga
    where TMessage : class
{
    private readonly Expression<Func<TMessage, Guid>> _id;

    /// <summary>Correlates every event that is declared as a property.</summary>
    /// <param name="id">How a message names its saga.</param>
    protected CorrelatedStateMachine(Expression<Func<TMessage, Guid>> id)
    {
        _id = id;
        foreach (var declared in Declared)
            Invoke(nameof(Correlate), MessageOf(declared), declared);
    }

    /// <summary>The messages that the machine knows.</summary>
    public IEnumerable<Type> Messages => Declared.Select(MessageOf);

    private IEnumerable<PropertyInfo> Declared => GetType().GetProperties()
        .Where(property => property.PropertyType.IsGenericType
            && property.PropertyType.GetGenericTypeDefinition() == typeof(Event<>));

    /// <summary>
    /// Whatever a message is no news in is not an error: before and after its time it is a repeat, or late. It is
    /// written down, and nothing else.
    /// </summary>
    protected void IgnoreElsewhere() =>
        DuringAny([.. Declared.Select(declared => (EventActivities<TSaga>)Invoke(
            nameof(IgnoreEvent), MessageOf(declared), declared.GetValue(this)!)!)]);

    /// <summary>Has messages of one saga handled one after the other in this process.</summary>
    internal void Partition(ISagaConfigurator<TSaga> saga, IPartitioner partitioner)
    {
        foreach (var message in Messages)
            Invoke(nameof(PartitionMessage), message, saga, partitioner);
    }

    private static Type MessageOf(PropertyInfo declared) => declared.PropertyType.GetGenericArguments()[0];

    private object? Invoke(string method, Type message, params object[] arguments) =>
        typeof(CorrelatedStateMachine<TSaga, TMessage>)
            .GetMethod(method, BindingFlags.Instance | BindingFlags.NonPublic)!
            .MakeGenericMethod(message)
            .Invoke(this, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private void Correlate<T>(PropertyInfo declared)
        where T : class, TMessage
    {
        var context = Expression.Parameter(typeof(ConsumeContext<T>), "context");
        var message = Expression.Property(context, nameof(ConsumeContext<>.Message));
        var id = Expression.Lambda<Func<ConsumeContext<T>, Guid>>(Expression.Invoke(_id, message), context).Compile();
        Event(
            Expression.Lambda<Func<Event<T>>>(Expression.Property(Expression.Constant(this, GetType()), declared)),
            configure => configure.CorrelateById(received => id(received)));
    }

    private EventActivities<TSaga> IgnoreEvent<T>(Event<T> received)
        where T : class, TMessage => Ignore(received);

    private void PartitionMessage<T>(ISagaConfigurator<TSaga> saga, IPartitioner partitioner)
        where T : class, TMessage
    {
        var id = _id.Compile();
        saga.Message<T>(message => message.UsePartitioner(partitioner, context => id(context.Message)));
    }
}

/// <summary>How sagas of a kind are handled beside each other.</summary>
public static class SagaPartitions
{
    private const int Partitions = 16;

    /// <summary>
    /// Messages of one saga are handled one after the other in this process; where another process was quicker, the
    /// message is tried again, within its partition, so that other messages of the saga wait until it is through.
    /// </summary>
    public static void HandleOneByOne<TSaga, TMessage>(
        this ISagaConfigurator<TSaga> saga, CorrelatedStateMachine<TSaga, TMessage> machine)
        where TSaga : class, IJournaledSaga
        where TMessage : class
    {
        ArgumentNullException.ThrowIfNull(saga);
        ArgumentNullException.ThrowIfNull(machine);
        machine.Partition(saga, new Partitioner(Partitions, new Murmur3UnsafeHashGenerator()));
        saga.UseMessageRetry(retry =>
        {
            retry.Handle<SagaChangedException>();
            retry.Immediate(20);
        });
    }
}
