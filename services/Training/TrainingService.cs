using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Jobs;
using Trainyard.Training.TrainModel;

namespace Trainyard.Training;

/// <summary>Fits models.</summary>
public sealed class TrainingService : IYardService
{
    /// <inheritdoc/>
    public string Name => "training";

    /// <inheritdoc/>
    public void Configure(ServiceBuilder service)
    {
        ArgumentNullException.ThrowIfNull(service);
        Trainers.RequireAll();
        service.Job<Contracts.TrainModel, TrainModelJob>();
    }
}
