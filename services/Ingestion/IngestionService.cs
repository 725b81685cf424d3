using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Ingestion.CheckData;
using Trainyard.Ingestion.FetchData;
using Trainyard.Jobs;

namespace Trainyard.Ingestion;

/// <summary>Turns sources into snapshots, and holds these against schema and quality rules.</summary>
public sealed class IngestionService : IYardService
{
    /// <inheritdoc/>
    public string Name => "ingestion";

    /// <inheritdoc/>
    public void Configure(ServiceBuilder service)
    {
        ArgumentNullException.ThrowIfNull(service);
        service.Settings<IngestionSettings>("Ingestion");
        service.Job<Contracts.FetchData, FetchDataJob>();
        service.Job<Contracts.CheckData, CheckDataJob>();
    }
}
