using System.Diagnostics;

namespace Trainyard.Cluster.Tests.Chaos.Starved;

/// <summary>Processes that do nothing and want a processor for it, until this is disposed of.</summary>
internal sealed class BusyProcesses : IDisposable
{
    private readonly List<Process> _processes = [];

    private BusyProcesses()
    {
    }

    public static BusyProcesses Start(int count)
    {
        var busy = new BusyProcesses();
        try
        {
            // None outlives this process, however it ends.
            for (var number = 0; number < count; number++)
            {
                busy._processes.Add(Process.Start(
                    "/bin/sh", ["-c", $"while kill -0 {Environment.ProcessId} 2>/dev/null; do :; done"]));
            }

            return busy;
        }
        catch
        {
            busy.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
