using MassTransit;

namespace Trainyard.Sagas;

/// <summary>A saga instance that keeps its journal with its state.</summary>
public interface IJournaledSaga : SagaStateMachineInstance
{
    /// <summary>What it received and sent.</summary>
    Journal Journal { get; }
}
