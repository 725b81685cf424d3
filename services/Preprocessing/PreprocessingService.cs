using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Jobs;
using Trainyard.Preprocessing.PrepareData;

namespace Trainyard.Preprocessing;

/// <summary>Splits, cleans, and fits features on the training part alone.</summary>
public sealed class PreprocessingService : IYardService
{
    /// <inheritdoc/>
    public string Name => "preprocessing";

    /// <inheritdoc/>
    public void Configure(ServiceBuilder service)
    {
        ArgumentNullException.ThrowIfNull(service);
        service.Settings<PreprocessingSettings>("Preprocessing");
        service.Job<Contracts.PrepareData, PrepareDataJob>(isHeavy: true);
    }
}
