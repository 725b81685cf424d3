using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Trainyard.Api;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Jobs;
using Trainyard.Registry.CheckRecords;
using Trainyard.Registry.MoveAliases;
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
        service.Services.AddSingleton<ModelOpener>();
        service.Services.AddSingleton<VersionSigner>();
        service.Services.AddHostedService<KeyPublisher>();
        service.Services.AddSingleton<Aliases>();
        service.Services.AddSingleton<AliasMover>();
        service.Services.AddSingleton<MoveSender>();
        service.Services.AddHostedService(provider => provider.GetRequiredService<MoveSender>());
        service.Services.AddSingleton<ModelReader>();
        service.ConsistencyCheck<VersionCheck>();
        service.ConsistencyCheck<StatementCheck>();
        service.ConsistencyCheck<AliasCheck>();
        service.Job<RegisterModel, RegisterModelJob>();
        service.Job<MoveAlias, MoveAliasJob>();
        service.Consumer<DeploymentConsumer, DeploymentConsumerDefinition>();
        service.Routes(RegistryRoutes.MapRegistry);
        service.Routes(AliasRoutes.Map);
    }
}
