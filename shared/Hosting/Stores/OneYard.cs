using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Trainyard.Hosting.Settings;
using Trainyard.Persistence;

namespace Trainyard.Hosting.Stores;

/// <summary>
/// Looks, before anything else of a process starts, whether something that it was given is another yard's, and then it
/// does not start. What can't be asked then is asked again and again until it answers: what comes in meanwhile is
/// handled.
/// </summary>
internal abstract class OneYard(
    TimeSpan pause, IHostApplicationLifetime lifetime, TimeProvider time, ILogger logger)
    : RecurringWork(pause, time, logger), IHostedLifecycleService
{
    private readonly ILogger _logger = logger;

    /// <summary>Asks for what is not known yet.</summary>
    /// <exception cref="ForeignYardException">It is another yard's.</exception>
    protected abstract Task Demand(CancellationToken cancellation);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Demand(cancellationToken);
        }
        catch (ForeignYardException foreign)
        {
            throw new SettingsException([foreign.Message]);
        }
        catch (Exception failure) when (IsOutage(failure) && !cancellationToken.IsCancellationRequested)
        {
            _logger.LogWarning(failure, "{Check} is asked again once what it asks answers", GetType().Name);
        }
    }

    public sealed override async Task Look(CancellationToken cancellation)
    {
        try
        {
            await Demand(cancellation);
        }
        catch (ForeignYardException foreign)
        {
            _logger.LogCritical("{Problem}", foreign.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether it may answer later.</summary>
    protected abstract bool IsOutage(Exception failure);
}
