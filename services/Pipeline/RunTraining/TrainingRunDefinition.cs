using MassTransit;
using Trainyard.Sagas;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>The queue is <c>training-runs</c>.</summary>
internal sealed class TrainingRunDefinition : SagaDefinition<TrainingRun>
{
    private readonly TrainingRunStateMachine _machine;

    public TrainingRunDefinition(TrainingRunStateMachine machine)
    {
        EndpointName = "training-runs";
        _machine = machine;
    }

    protected override void ConfigureSaga(
        IReceiveEndpointConfigurator endpointConfigurator,
        ISagaConfigurator<TrainingRun> sagaConfigurator,
        IRegistrationContext context) => sagaConfigurator.HandleOneByOne(_machine);
}
