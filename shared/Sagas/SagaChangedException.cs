using MassTransit;

namespace Trainyard.Sagas;

/// <summary>Somebody else changed the saga between read and write; the message is to be tried again.</summary>
public sealed class SagaChangedException(Type saga, Guid id)
    : ConcurrencyException($"The {saga.Name} {id} was changed by somebody else meanwhile.", saga, id);
