using Trainyard.Contracts;
using Trainyard.Jobs;

namespace Trainyard.Training.TrainModel;

/// <summary>
/// Tells the world how far a training is: at most four times a second, and so that computing the loss takes no more than a
/// twentieth of the time.
/// </summary>
internal sealed class ProgressReport(Guid runId, JobContext job, TimeProvider time) : ITrainingWatch
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly long begun = time.GetTimestamp();
    private long asked;
    private TimeSpan next = Pause;

    public bool IsDue
    {
        get
        {
            asked = time.GetTimestamp();
            return time.GetElapsedTime(begun, asked) >= next;
        }
    }

    public void Report(TrainingStep step)
    {
        var elapsed = time.GetElapsedTime(begun);
        var cost = time.GetElapsedTime(asked);
        next = elapsed + (Pause > 20 * cost ? Pause : 20 * cost);
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
