using MassTransit;
using MassTransit.Middleware;
using Trainyard.Contracts;
using Trainyard.Sagas;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>
/// The queue is <c>training-runs</c>. Messages of one run are handled one after the other in this process; where
/// another process was quicker, the message is tried again.
/// </summary>
internal sealed class TrainingRunDefinition : SagaDefinition<TrainingRun>
{
    public TrainingRunDefinition() => EndpointName = "training-runs";

    protected override void ConfigureSaga(
        IReceiveEndpointConfigurator endpointConfigurator,
        ISagaConfigurator<TrainingRun> sagaConfigurator,
        IRegistrationContext context)
    {
        var partitioner = new Partitioner(16, new Murmur3UnsafeHashGenerator());
        Partition<StartRun>();
        Partition<DataFetched>();
        Partition<DataAccepted>();
        Partition<DataRejected>();
        Partition<DataPrepared>();
        Partition<ModelTrained>();
        Partition<ModelValidated>();
        Partition<ModelRegistered>();
        Partition<ModelDeployed>();
        Partition<TrainingSucceeded>();
        Partition<AttemptFailed>();
        Partition<StepFaulted>();
        Partition<StepDeadlinePassed>();
        Partition<BeginDeadlinePassed>();
        Partition<CancelRun>();
        Partition<ResumeRun>();

        // After the partitioner, and so within it: other messages of the run wait until this one is through.
        sagaConfigurator.UseMessageRetry(retry =>
        {
            retry.Handle<SagaChangedException>();
            retry.Immediate(20);
        });

        void Partition<T>()
            where T : class, IRunMessage =>
            sagaConfigurator.Message<T>(message => message.UsePartitioner(partitioner, c => c.Message.RunId));
    }
}
