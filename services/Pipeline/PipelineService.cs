using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Trainyard.Api;
using Trainyard.Api.Runs;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.Stores;
using Trainyard.Hosting.Bus;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Sagas;
using Trainyard.Pipeline.AcceptRequest;
using Trainyard.Pipeline.CancelRuns;
using Trainyard.Pipeline.CheckRecords;
using Trainyard.Pipeline.FollowProgress;
using Trainyard.Pipeline.ReadRuns;
using Trainyard.Pipeline.ResumeRuns;
using Trainyard.Pipeline.RetainRuns;
using Trainyard.Pipeline.RunTraining;
using Trainyard.Pipeline.SweepDeadlines;

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
        service.Services.AddSingleton(Deadlines.Read(service.Configuration));
        service.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<BusSettings>>().Value);

        service.Documents(TrainingRun.Collection);
        service.Documents(RecordPages.Beside(TrainingRun.Collection));
        service.Documents(RequestDocument.Collection);
        service.Documents(ProgressConsumer.Collection);
        service.Documents(LeavingRun.Collection);

        service.Retention(provider => ActivatorUtilities.CreateInstance<RunRetention>(provider));
        service.ConsistencyCheck<RunCheck>();
        service.ConsistencyCheck<RequestCheck>();
        service.ConsistencyCheck<JournalCheck<TrainingRun>>();
        service.Services.AddSingleton<EndOfRun>(provider => async (run, cancellation) =>
            (await provider.GetRequiredService<IDocuments<TrainingRun>>().Find(run.ToString(), cancellation))
                ?.Document.EndedAt);
        service.Services.AddSingleton<AccountOfRun>(provider => async (run, cancellation) =>
            (await provider.GetRequiredService<IDocuments<TrainingRun>>().Find(run.ToString(), cancellation))
                ?.Document.Account());
        service.Services.AddSingleton<EarliestRun>(provider => async cancellation =>
            (await provider.GetRequiredService<IDocuments<TrainingRun>>().Query(
                new DocumentQuery { OrderBy = "requested", Limit = 1 }, cancellation))
                .FirstOrDefault()?.Document.RequestedAt);

        service.Services.AddSingleton<OpenWork>(provider => cancellation => LookOpen(
            provider.GetRequiredService<IDocuments<TrainingRun>>(),
            provider.GetRequiredService<IDocuments<RequestDocument>>(), cancellation));
        service.Settings<RequestSettings>("Requests");
        service.Settings<TextSettings>("Texts").Services.TryAddSingleton<Texts>();
        service.Services.AddSingleton<RequestBounds>();
        service.Services.AddSingleton<RunStarter>();
        service.Services.AddSingleton<Intake>();
        service.Services.AddSingleton<RunReader>();
        service.Services.AddHostedService<RequestSweeper>();
        service.Services.AddHostedService<DeadlineSweeper>();
        service.Services.AddHostedService<RunResumer>();

        service.Consumer<TrainRequestConsumer, TrainRequestConsumerDefinition>();
        service.Consumer<LostRequestConsumer, LostRequestConsumerDefinition>();
        service.Consumer<ProgressConsumer, ProgressConsumerDefinition>();
        service.Consumer<StepBegunConsumer, StepBegunConsumerDefinition>();
        service.Bus(LostCommands.Add);
        service.Publishes(Sequence.Steps.Where(step => step.IsSent).Select(step => step.Command!));
        service.Publishes<StartRun>().Publishes<BeginDeadlinePassed>().Publishes<StepDeadlinePassed>()
            .Publishes<ResumeRun>().Publishes<CancelRun>().Publishes<StopWork>()
            .Publishes<TrainingSucceeded>().Publishes<TrainingFailed>().Publishes<TrainingCancelled>()
            .Publishes<StepFaulted>().Publishes<JobFaulted>();
        service.Bus(bus => bus
            .AddSagaStateMachine<TrainingRunStateMachine, TrainingRun, TrainingRunDefinition>()
            .DocumentRepository(ContractTypes.Find, IsMandatory));
        service.Routes(RequestRoutes.Map);
        service.Routes(CancelRoutes.Map);
        service.Routes(RunRoutes.Map);
    }

    private static async Task<OpenPieces> LookOpen(
        IDocuments<TrainingRun> runs, IDocuments<RequestDocument> requests, CancellationToken cancellation)
    {
        var open = new OpenPieces(0, []);
        var toBegin = new DocumentQuery { OrderBy = "accepted" }.Equal("begun", false);
        await foreach (var request in requests.All(toBegin, cancellation))
        {
            // That one has begun is written down a little later, and its run says the rest.
            if (await runs.Find(request.RunId.ToString(), cancellation) is null)
                open = open.With(new(1, [$"run {request.RunId}, {RunStates.Requested}"]));
        }

        foreach (var state in TrainingRunStateMachine.StateNames)
        {
            var inState = new DocumentQuery { Limit = OpenPieces.MostNamed }.Equal("state", state);
            var isOver = !TrainingRunStateMachine.Waiting.Contains(state);
            // One that has ended may still have to say so, and alerts go out with that.
            var found = isOver ? inState.AtLeast(SagaIndexes.Unsent, DateTimeOffset.UnixEpoch) : inState;
            var count = await runs.Count(found, cancellation);
            if (count == 0)
                continue;
            var first = await runs.Query(found, cancellation);
            open = open.With(new(count,
            [
                .. first.Select(run => $"run {run.Document.CorrelationId}, {state}{(isOver ? " and not said" : "")}"),
            ]));
        }

        return open;
    }

    private static bool IsMandatory(object message) => message is IRunCommand or IRunEnding;
}
