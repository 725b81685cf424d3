using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Trainyard.Api;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Jobs;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.CheckRecords;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.OwnModels;
using Trainyard.Registry.ReadModels;
using Trainyard.Registry.RegisterModels;

namespace Trainyard.Registry;

/// <summary>Versions of models, never changed, and the aliases that point to them, moved by numbered changes.</summary>
public sealed class RegistryService : IYardService
{
    /// <inheritdoc/>
    public string Name => "registry";

    /// <inheritdoc/>
    public void Configure(ServiceBuilder service)
    {
        ArgumentNullException.ThrowIfNull(service);
        service.Settings<RegistrySettings>("Registry");
        service.Settings<TextSettings>("Texts").Services.TryAddSingleton<Texts>();
        service.OwnFile(provider => provider.GetRequiredService<RegistrySettings>().SigningKey);
        service.Documents(ModelVersion.Collection);
        service.Documents(ModelAlias.Collection);
        service.Documents(AliasMove.Collection);
        service.Documents(EndedRun.Collection);
        service.Documents(OwnedModel.Collection);
        service.Services.AddSingleton<ModelOpener>();
        service.Services.AddSingleton<VersionSigner>();
        service.Services.AddSingleton<VersionTrust>();
        service.Services.AddHostedService<KeyPublisher>();
        service.Services.AddSingleton<Ownership>();
        service.Services.AddSingleton<Aliases>();
        service.Services.AddSingleton<AliasMover>();
        service.Services.AddSingleton<MoveSender>();
        service.Services.AddHostedService(provider => provider.GetRequiredService<MoveSender>());
        service.Services.AddSingleton<ModelReader>();
        service.Retention(provider => ActivatorUtilities.CreateInstance<EndedRunRetention>(provider));
        service.ConsistencyCheck<VersionCheck>();
        service.ConsistencyCheck<StatementCheck>();
        service.ConsistencyCheck<AliasCheck>();
        service.ConsistencyCheck<MoveCheck>();
        service.ConsistencyCheck<MoveStateCheck>();
        service.ConsistencyCheck<OwnerCheck>();
        service.ConsistencyCheck(provider => new ServedAliasCheck(
            provider.GetRequiredService<IDocuments<ModelVersion>>(),
            provider.GetRequiredService<IDocuments<AliasMove>>(),
            provider.GetRequiredService<IDocuments<ModelAlias>>(),
            provider.GetService<AllServedAliases>(),
            provider.GetRequiredService<TimeProvider>()));
        service.ConsistencyCheck(provider => new RunRecordCheck(
            provider.GetRequiredService<IDocuments<ModelVersion>>(),
            provider.GetRequiredService<IDocuments<AliasMove>>(),
            provider.GetRequiredService<IArtifactStore>(),
            provider.GetRequiredService<BlobFolder>(),
            provider.GetService<AccountOfRun>(),
            provider.GetService<EarliestRun>(),
            provider.GetRequiredService<TimeProvider>()));
        service.Job<RegisterModel, RegisterModelJob>(mayBeStopped: false);
        service.Job<MoveAlias, MoveAliasJob>();
        service.Publishes<AliasMoveDecided>().Publishes<DeployModel>().Publishes<ModelDeployed>();
        service.Consumer<DeploymentConsumer, DeploymentConsumerDefinition>();
        service.Routes(RegistryRoutes.MapRegistry);
        service.Routes(AliasRoutes.Map);
        service.Routes(OwnerRoutes.Map);
    }
}
