using Trainyard.Contracts;
using Trainyard.Jobs;

namespace Trainyard.Training.TrainModel;

/// <summary>
/// Tells the world how far a training is: at most four times a second, and with a new loss only so often that
/// computing it takes no more than a fiftieth of the time. In between, a report says the latest loss there is.
/// </summary>
internal sealed class ProgressReport(
    Guid runId, JobContext job, ICheckpoints checkpoints, TimeProvider time, double unit)
    : ITrainingObserver
{
    private const int LossShare = 50;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly long _begun = time.GetTimestamp();
    private TimeSpan _next = Interval;
    private TimeSpan _nextLoss = Interval;
    private long? _lossAsked;
    private double? _latest;

    public ICheckpoints? Checkpoints => checkpoints;

    public bool IsDue => time.GetElapsedTime(_begun) >= _next;

    public bool IsLossDue
    {
        get
        {
            var isDue = time.GetElapsedTime(_begun) >= _nextLoss;
            _lossAsked = isDue ? time.GetTimestamp() : null;
            return isDue;
        }
    }

    public void Report(TrainingStep step)
    {
        var elapsed = time.GetElapsedTime(_begun);
        if (_lossAsked is { } asked)
            _nextLoss = elapsed + LossShare * time.GetElapsedTime(asked);
        _lossAsked = null;
        _next = elapsed + Interval;
        // A trainer knows the unit only that it learns in.
        _latest = (step.Loss * unit) ?? _latest;
        job.Report(new TrainingProgressed
        {
            RunId = runId,
            Claim = job.Claim,
            Iteration = step.Iteration,
            Iterations = step.Iterations,
            Metric = step.Metric,
            Loss = _latest,
            Elapsed = elapsed,
        });
    }
}
