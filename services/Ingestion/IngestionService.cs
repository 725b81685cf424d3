using Trainyard.Hosting;

namespace Trainyard.Ingestion;

/// <summary>Stub.</summary>
public sealed class IngestionService : IYardService
{
    /// <inheritdoc/>
    public string Name => "ingestion";

    /// <inheritdoc/>
    public void Configure(ServiceBuilder service)
    {
    }
}
