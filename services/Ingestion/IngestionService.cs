using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Ingestion.CheckData;
using Trainyard.Ingestion.FetchData;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Jobs;
using Trainyard.Pipelines;

namespace Trainyard.Ingestion;

/// <summary>Turns sources into snapshots, and holds these against schema and quality rules.</summary>
public sealed class IngestionService : IYardService
{
    /// <summary>Memory that reading any source takes, in bytes, however small it is.</summary>
    public const long LeastMemory = DuckSession.Least;

    /// <inheritdoc/>
    public string Name => "ingestion";

    /// <inheritdoc/>
    public void Configure(ServiceBuilder service)
    {
        ArgumentNullException.ThrowIfNull(service);
        SourceReaders.All.RequireAll();
        RuleChecks.All.RequireAll();
        service.Settings<IngestionSettings>("Ingestion");
        service.Settings<SecretSettings>("Secrets");
        service.Services.TryAddSingleton(
            provider => AllowedVariables.OfThisProcess(provider.GetRequiredService<SecretSettings>()));
        service.Services.AddSingleton<ReadableFolders>();
        service.Services.AddSingleton<SourceLocation>();
        service.Job<Contracts.FetchData, FetchDataJob>(isHeavy: true);
        service.Job<Contracts.CheckData, CheckDataJob>(isHeavy: true);
    }
}
