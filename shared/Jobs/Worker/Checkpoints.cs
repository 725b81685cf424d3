using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Jobs.Store;

namespace Trainyard.Jobs.Worker;

/// <summary>Keeps the checkpoints of one claim, beside the work and one at a time.</summary>
/// <param name="claim">The claim.</param>
/// <param name="keep">Remembers a checkpoint with the job; null when the claim does not hold any more.</param>
/// <param name="pause">How far apart they are, see <see cref="JobSettings.Checkpoint"/>.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
/// <param name="stop">Ends with the work.</param>
internal sealed class Checkpoints(
    JobDocument claim,
    Func<JobDocument, ArtifactReference, CancellationToken, Task<JobDocument?>> keep,
    TimeSpan pause,
    TimeProvider time,
    ILogger logger,
    CancellationToken stop)
{
    private const int Share = 50;

    private readonly long _begun = time.GetTimestamp();
    private TimeSpan? _next;
    private long _asked;
    private Task _kept = Task.CompletedTask;

    /// <summary>What an earlier claim kept.</summary>
    public ArtifactReference? Earlier => claim.Checkpoint;

    /// <summary>Whether the next one is due; not while one is being stored.</summary>
    public bool IsDue
    {
        get
        {
            _asked = time.GetTimestamp();
            return time.GetElapsedTime(_begun, _asked) >= (_next ?? pause) && _kept.IsCompleted;
        }
    }

    /// <summary>See <see cref="JobContext.KeepCheckpoint"/>.</summary>
    public void Keep(Func<CancellationToken, Task<ArtifactReference>> store)
    {
        if (!_kept.IsCompleted)
            return;
        var heldUp = _asked == 0 ? TimeSpan.Zero : time.GetElapsedTime(_asked);
        var wait = heldUp * Share > pause ? heldUp * Share : pause;
        _next = time.GetElapsedTime(_begun) + wait;
        _kept = Task.Run(() => Store(store), CancellationToken.None);
    }

    /// <summary>Returns when nothing is being stored any more.</summary>
    public Task Settled() => _kept;

    private async Task Store(Func<CancellationToken, Task<ArtifactReference>> store)
    {
        try
        {
            if (await keep(claim, await store(stop), stop) is null)
            {
                logger.LogWarning(
                    "Claim {Fence} of {JobId} does not hold any more; its checkpoint is left out",
                    claim.Fence, claim.Id);
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            logger.LogDebug("The work at {JobId} ended before its checkpoint was stored", claim.Id);
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "A checkpoint of {JobId} could not be stored; its work goes on", claim.Id);
        }
    }
}
