using Trainyard.Contracts;
using Trainyard.Jobs;

namespace Trainyard.Training.TrainModel;

/// <summary>
/// Tells the world how far a training is: at most four times a second, and so that computing the loss takes no more
/// than a twentieth of the time.
/// </summary>
internal sealed class ProgressReport(Guid runId, JobContext job, TimeProvider time) : ITrainingWatch
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly long _begun = time.GetTimestamp();
    private long _asked;
    private TimeSpan _next = Pause;

    public bool IsDue
    {
        get
        {
            _asked = time.GetTimestamp();
            return time.GetElapsedTime(_begun, _asked) >= _next;
        }
    }

    public void Report(TrainingStep step)
    {
        var elapsed = time.GetElapsedTime(_begun);
        var cost = time.GetElapsedTime(_asked);
        _next = elapsed + (Pause > 20 * cost ? Pause : 20 * cost);
        job.Report(new TrainingProgressed
        {
            RunId = runId,
            Iteration = step.Iteration,
            Iterations = step.Iterations,
            Metric = step.Metric,
            Loss = step.Loss,
            Elapsed = elapsed,
        });
    }
}
