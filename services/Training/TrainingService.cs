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
        Trainers.All.RequireAll();
        // One training takes all cores, and LightGBM has one at a time: what is claimed beside it would only wait, and
        // no other process could begin with it.
        service.Job<Contracts.TrainModel, TrainModelJob>(isHeavy: true, defaults: jobs => jobs.Capacity = 1);
        service.Publishes<Contracts.TrainingProgressed>();
    }
}
