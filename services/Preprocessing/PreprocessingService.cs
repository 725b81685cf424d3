using Trainyard.Hosting;

namespace Trainyard.Preprocessing;

/// <summary>Stub.</summary>
public sealed class PreprocessingService : IYardService
{
    /// <inheritdoc/>
    public string Name => "preprocessing";

    /// <inheritdoc/>
    public void Configure(ServiceBuilder service)
    {
    }
}
