using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Trainyard.Hosting;

/// <summary>
/// Ends a process that stops because a part of it broke, and does not get there: a bus that hangs can't be stopped or
/// disposed either, and whatever waits for the end to start another would wait for ever. What is left undone is taken
/// up as after a kill.
/// </summary>
internal sealed class LastResort : IDisposable
{
    /// <summary>How long the process may take to stop.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly ManualResetEventSlim _isOver = new();
    private readonly CancellationTokenRegistration _stopping;

    /// <summary>Looks after the end of a process until it is disposed.</summary>
    public LastResort(IHost process) => _stopping = process.Services
        .GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() =>
        {
            // A thread of its own: those of the pool may be what hangs.
            if (YardBuilder.HasBroken(process))
                new Thread(End) { IsBackground = true }.Start();
        });

    public void Dispose()
    {
        _isOver.Set();
        _stopping.Dispose();
    }

    private void End()
    {
        if (!_isOver.Wait(Limit))
            Environment.Exit(1);
    }
}
