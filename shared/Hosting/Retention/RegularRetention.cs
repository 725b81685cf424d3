using Microsoft.Extensions.Logging;
using Trainyard.Persistence;

namespace Trainyard.Hosting.Retention;

/// <summary>Applies the rules of a service from time to time; at the start too, since a process may not live long. It
/// sends nothing and stores nothing, so that nothing of it can multiply.</summary>
internal sealed class RegularRetention(
    string service, IRetention retention, RetentionSettings settings, TimeProvider time,
    ILogger<RegularRetention> logger)
    : RecurringWork(settings.Every, time, logger, atOnce: true)
{
    public override async Task Look(CancellationToken cancellation)
    {
        foreach (var (what, count) in await retention.Apply(cancellation))
        {
            if (count > 0)
                logger.LogInformation("{Service} kept {Count} {What} for long enough", service, count, what);
        }
    }
}
