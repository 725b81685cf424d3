using MassTransit;

namespace Trainyard.Sagas;

/// <summary>A saga instance that keeps its journal with its state.</summary>
public interface IJournaledSaga : SagaStateMachineInstance
{
    /// <summary>What it heard and said.</summary>
    Journal Journal { get; }
}
