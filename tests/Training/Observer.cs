using Trainyard.Training.TrainModel;

namespace Trainyard.Training.Tests;

/// <summary>Wants to hear of every iteration, and may act on one.</summary>
internal sealed class Observer(Action<TrainingStep>? on = null, ICheckpoints? checkpoints = null) : ITrainingObserver
{
    public ICheckpoints? Checkpoints => checkpoints;

    public List<TrainingStep> Steps { get; } = [];

    public bool IsDue => true;

    public bool IsLossDue => true;

    public void Report(TrainingStep step)
    {
        Steps.Add(step);
        on?.Invoke(step);
    }
}
