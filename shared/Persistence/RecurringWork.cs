using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Trainyard.Persistence;

/// <summary>Looks at a store again and again for what is due. A failure is logged, and the next look comes after the
/// pause.</summary>
/// <param name="pause">The time between two looks; longer in a quiet process, see <see cref="StoreActivity"/>.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where failures are said.</param>
/// <param name="atOnce">Whether the first look comes at the start, not after the first pause.</param>
public abstract class RecurringWork(TimeSpan pause, TimeProvider time, ILogger logger, bool atOnce = false)
    : BackgroundService
{
    /// <summary>One look.</summary>
    public abstract Task Look(CancellationToken cancellation);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var pace = new Pace(pause, time);
        try
        {
            if (atOnce)
                await Guarded(stoppingToken);
            while (true)
            {
                await pace.Next(stoppingToken);
                await Guarded(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("{Work} ends with its process", GetType().Name);
        }
    }

    private async Task Guarded(CancellationToken cancellation)
    {
        try
        {
            await Look(cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            logger.LogWarning(exception, "{Work} failed and is tried again at its next look", GetType().Name);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogDebug(exception, "{Work} failed while its process ends", GetType().Name);
        }
    }
}
