using System.Diagnostics;

namespace Trainyard.Cluster.Tests.Chaos.KillWindows;

/// <summary>Where a process kills itself.</summary>
internal enum Window
{
    /// <summary>The document with a message in it is written, the message is not sent.</summary>
    Write,

    /// <summary>The broker has confirmed the message, the document does not say so.</summary>
    Send,
}

/// <summary>Kills its own process, as kill -9 would, when it has been in its window so often.</summary>
/// <param name="window">The window.</param>
/// <param name="at">The time that is the last, from 1.</param>
internal sealed class Trap(Window window, int at)
{
    private int _times;

    public void Is(Window here)
    {
        if (here != window || Interlocked.Increment(ref _times) != at) return;
        Process.GetCurrentProcess().Kill();
        // Whatever this thread was about to do, it does not.
        using var never = new ManualResetEvent(initialState: false);
        never.WaitOne();
    }
}
