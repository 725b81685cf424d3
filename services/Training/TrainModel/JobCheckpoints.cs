using Microsoft.Extensions.Logging;

using Trainyard.Artifacts;
using Trainyard.Jobs;

namespace Trainyard.Training.TrainModel;

/// <summary>The checkpoints of a training that is a job, as artifacts.</summary>
internal sealed class JobCheckpoints : ICheckpoints
{
    private const string MediaType = "application/octet-stream";
    private const string Schema = "training-checkpoint/1";

    private readonly Guid _runId;
    private readonly JobContext _job;
    private readonly IArtifactStore _artifacts;
    private readonly ILogger _logger;

    private JobCheckpoints(Guid runId, JobContext job, IArtifactStore artifacts, ILogger logger) =>
        (_runId, _job, _artifacts, _logger) = (runId, job, artifacts, logger);

    public byte[]? Earlier { get; private init; }

    public bool IsDue => _job.IsCheckpointDue;

    /// <summary>Reads what an attempt before this one kept. What can't be read is as good as nothing.</summary>
    public static async Task<JobCheckpoints> Open(
        Guid runId, JobContext job, IArtifactStore artifacts, ILogger logger, CancellationToken cancellation)
    {
        byte[]? earlier = null;
        try
        {
            if (job.Checkpoint is { } checkpoint)
                earlier = await artifacts.Read(checkpoint, cancellation);
        }
        catch (Exception problem) when (problem is ArtifactMissingException or ArtifactDamagedException)
        {
            LogAnew(logger, runId, problem.Message);
        }

        return new JobCheckpoints(runId, job, artifacts, logger) { Earlier = earlier };
    }

    public void GoOn(int iteration, int iterations) => _logger.LogInformation(
        "Training for run {RunId} goes on from the checkpoint of an earlier attempt, at iteration {Iteration} of "
        + "{Iterations}", _runId, iteration, iterations);

    public void BeginAnew(string reason) => LogAnew(_logger, _runId, reason);

    public void Keep(Func<byte[]> write) => _job.KeepCheckpoint(
        cancellation => _artifacts.Put(write(), MediaType, Schema, cancellation));

    private static void LogAnew(ILogger logger, Guid runId, string reason) => logger.LogWarning(
        "Training for run {RunId} begins anew, without the checkpoint of an earlier attempt: {Reason}", runId, reason);
}
