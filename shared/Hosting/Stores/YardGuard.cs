using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Trainyard.Artifacts;
using Trainyard.Hosting.Settings;
using Trainyard.Persistence;
using Trainyard.Persistence.Documents;

namespace Trainyard.Hosting.Stores;

/// <summary>Looks whether the stores are of one yard before anything else starts. A store that is away then is looked
/// at as soon as it is back: whoever needs it waits as well.</summary>
internal sealed class YardGuard(
    IEnumerable<string> services,
    YardMarks marks,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<YardGuard> logger) : RecurringWork(TimeSpan.FromSeconds(1), time, logger), IHostedLifecycleService
{
    private readonly HashSet<string> _open = [.. services];

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TakeAll(cancellationToken);
        }
        catch (ForeignYardException foreign)
        {
            throw new SettingsException([foreign.Message]);
        }
        catch (Exception failure) when (IsOutage(failure))
        {
            logger.LogWarning(failure, "Whose the stores are is looked at once they answer");
        }
    }

    public override async Task Look(CancellationToken cancellation)
    {
        try
        {
            await TakeAll(cancellation);
        }
        catch (ForeignYardException foreign)
        {
            logger.LogCritical("{Problem}", foreign.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task TakeAll(CancellationToken cancellation)
    {
        foreach (var service in _open.ToList())
        {
            await marks.Take(service, cancellation);
            _ = _open.Remove(service);
        }
    }

    private static bool IsOutage(Exception failure) => failure is ArtifactStoreException || StoreOutage.Is(failure);
}
