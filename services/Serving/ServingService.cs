using Microsoft.Extensions.DependencyInjection;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Jobs;
using Trainyard.Persistence.Documents;
using Trainyard.Serving.AnswerPredictions;
using Trainyard.Serving.CheckRecords;
using Trainyard.Serving.DeployModels;

namespace Trainyard.Serving;

/// <summary>Loads deployed versions and answers predictions.</summary>
public sealed class ServingService : IYardService
{
    /// <inheritdoc/>
    public string Name => "serving";

    /// <inheritdoc/>
    public void Configure(ServiceBuilder service)
    {
        ArgumentNullException.ThrowIfNull(service);
        service.Settings<ServingSettings>("Serving");
        service.OwnFile(provider => provider.GetRequiredService<ServingSettings>().TrustedKey);
        service.Documents(Deployment.Collection);
        service.Services.AddSingleton<ServedModels>();
        service.Services.AddSingleton<StatementChecker>();
        service.Services.AddSingleton<ModelLoader>();
        service.Services.AddSingleton<Refusals>();
        service.Services.AddSingleton<DeploymentLoader>();
        service.HostedWhenReading<DeploymentSweeper>();
        service.Services.AddHealthChecks().AddCheck<DeploymentsLoaded>("deployed models are loaded");
        service.Services.AddSingleton<AllServedAliases>(provider => cancellation => Deployment.AllServed(
            provider.GetRequiredService<IDocuments<Deployment>>(), cancellation));
        service.ConsistencyCheck<DeploymentCheck>();
        service.ConsistencyCheck<StatementCheck>();
        service.Job<DeployModel, DeployModelJob>(mayBeStopped: false);
        service.Publishes<DeploymentRefused>();
        service.Routes(PredictionRoutes.MapPredictions);
    }
}
