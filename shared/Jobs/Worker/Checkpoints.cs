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
/// <param name="stopping">The process ends: one more is due, the last.</param>
/// <param name="lost">Nobody needs them any more.</param>
internal sealed class Checkpoints(
    JobDocument claim,
    Func<JobDocument, ArtifactReference, CancellationToken, Task<JobDocument?>> keep,
    TimeSpan pause,
    TimeProvider time,
    ILogger logger,
    CancellationToken stopping,
    CancellationToken lost)
{
    private const int Share = 20;

    // The first ones take longer than any later: code is compiled, memory is asked for.
    private const int Warm = 4;

    private readonly long _begun = time.GetTimestamp();
    private TimeSpan _heldUp = TimeSpan.MaxValue;
    private int _measured;
    private TimeSpan _storing;
    private long _asked;
    private long? _taken;
    private bool _isLast;
    private Task _kept = Task.CompletedTask;

    /// <summary>What an earlier claim kept.</summary>
    public ArtifactReference? Earlier => claim.Checkpoint;

    /// <summary>Whether the next one is due: at once when the process ends, and not while one is being
    /// stored.</summary>
    public bool IsDue
    {
        get
        {
            _asked = time.GetTimestamp();
            return _kept.IsCompleted && !_isLast
                && (stopping.IsCancellationRequested || time.GetElapsedTime(_taken ?? _begun, _asked) >= Wait());
        }
    }

    /// <summary>See <see cref="JobContext.KeepCheckpoint"/>.</summary>
    public void Keep(Func<CancellationToken, Task<ArtifactReference>> store)
    {
        if (!_kept.IsCompleted)
            return;

        _isLast = stopping.IsCancellationRequested;
        _taken = time.GetTimestamp();
        if (_asked != 0)
        {
            var heldUp = time.GetElapsedTime(_asked, _taken.Value);
            _heldUp = heldUp < _heldUp ? heldUp : _heldUp;
            _measured++;
        }

        _kept = Task.Run(() => Store(store), CancellationToken.None);
    }

    /// <summary>Returns when nothing is being stored any more.</summary>
    public Task Settled() => _kept;

    /// <summary>Less than the pause, so that the next one is stored, and not only begun, when it is over, though it may
    /// take longer than the one before.</summary>
    private TimeSpan Wait()
    {
        var wait = pause - TimeSpan.FromTicks(Math.Clamp(2 * _storing.Ticks, pause.Ticks / 5, pause.Ticks / 2));

        // The least of several times is the best guess at what one takes: a busy machine can only add to it.
        return _measured >= Warm && _heldUp * Share > wait ? _heldUp * Share : wait;
    }

    private async Task Store(Func<CancellationToken, Task<ArtifactReference>> store)
    {
        try
        {
            if (await keep(claim, await store(lost), lost) is null)
            {
                logger.LogWarning(
                    "Claim {Fence} of {JobId} does not hold any more; its checkpoint is left out",
                    claim.Fence, claim.Id);
            }

            _storing = time.GetElapsedTime(_taken!.Value);
            logger.LogDebug(
                "Stored a checkpoint of {JobId} in {Elapsed}; taking one holds up the work for {HeldUp}",
                claim.Id, _storing, _heldUp);
        }
        catch (Exception) when (lost.IsCancellationRequested)
        {
            logger.LogDebug("The work at {JobId} ended before its checkpoint was stored", claim.Id);
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "A checkpoint of {JobId} could not be stored; its work goes on", claim.Id);
        }
    }
}
