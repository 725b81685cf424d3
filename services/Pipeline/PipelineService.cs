using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.Bus;
using Trainyard.Hosting.Checkups;
using Trainyard.Persistence.Checkups;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Sagas;
using Trainyard.Pipeline.AcceptRequest;
using Trainyard.Pipeline.CheckRecords;
using Trainyard.Pipeline.FollowProgress;
using Trainyard.Pipeline.ReadRuns;
using Trainyard.Pipeline.ResumeRuns;
using Trainyard.Pipeline.RunTraining;
using Trainyard.Pipeline.WatchDeadlines;

namespace Trainyard.Pipeline;

/// <summary>The saga, the record of runs, and the requests that begin them.</summary>
public sealed class PipelineService : IYardService
{
    /// <inheritdoc/>
    public string Name => "pipeline";

    /// <inheritdoc/>
    public void Configure(ServiceBuilder service)
    {
        ArgumentNullException.ThrowIfNull(service);
        service.Settings<Deadlines>("Pipeline:Deadlines");
        service.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<BusSettings>>().Value);

        service.Documents(TrainingRun.Collection);
        service.Documents(RequestDocument.Collection);
        service.Documents(ProgressConsumer.Collection);

        service.Checkup<RunCheckup>();
        service.Checkup<RequestCheckup>();
        service.Checkup<JournalCheckup<TrainingRun>>();
        service.Services.AddSingleton<EndOfRun>(provider => async (run, cancellation) =>
            (await provider.GetRequiredService<IDocuments<TrainingRun>>().Find(run.ToString(), cancellation))
                ?.Document.EndedAt);

        service.Services.AddSingleton<Intake>();
        service.Services.AddSingleton<RunReader>();
        service.Services.AddHostedService<BeginLeftovers>();
        service.Services.AddHostedService<DeadlineWatch>();
        service.Services.AddHostedService<RunResumer>();

        service.Consumer<TrainRequestConsumer, TrainRequestConsumerDefinition>();
        service.Consumer<ProgressConsumer, ProgressConsumerDefinition>();
        service.Consumer<LostOrders, LostOrdersDefinition>();
        service.Bus(bus => bus
            .AddSagaStateMachine<TrainingRunStateMachine, TrainingRun, TrainingRunDefinition>()
            .DocumentRepository(ContractTypes.Find, MustBeHeard));
        service.Routes(RunRoutes.Map);
    }

    /// <summary>Orders, and endings: an alert that nobody hears is silence.</summary>
    private static bool MustBeHeard(object message) =>
        message is IRunOrder or TrainingSucceeded or TrainingFailed or TrainingCancelled;
}
