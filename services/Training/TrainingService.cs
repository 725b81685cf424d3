using Trainyard.Hosting;

namespace Trainyard.Training;

/// <summary>Stub.</summary>
public sealed class TrainingService : IYardService
{
    /// <inheritdoc/>
    public string Name => "training";

    /// <inheritdoc/>
    public void Configure(ServiceBuilder service)
    {
    }
}
