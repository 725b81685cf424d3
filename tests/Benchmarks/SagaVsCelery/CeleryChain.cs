using System.Diagnostics;
using System.Globalization;

namespace Trainyard.Benchmarks.SagaVsCelery;

/// <summary>A Celery worker and a client that starts chains of <see cref="Tasks"/> tasks, see chain.py.</summary>
internal sealed class CeleryChain : IDisposable
{
    public const int Tasks = 5;

    private readonly Process _worker;
    private readonly Process _client;

    private CeleryChain(Process worker, Process client) => (_worker, _client) = (worker, client);

    /// <summary>Starts both; null, and a line that says why, where Celery is not installed.</summary>
    public static CeleryChain? Start(string scenario, Uri bus)
    {
        if (Python() is not { } python)
        {
            Console.WriteLine($"{scenario}: not run, no python3 has Celery; on Debian: apt-get install python3-celery");
            return null;
        }

        var worker = Launch(
            python, bus, "-m", "celery", "-A", "chain", "worker", "--concurrency", $"{Environment.ProcessorCount}",
            "--loglevel", "CRITICAL", "--without-gossip", "--without-mingle", "--without-heartbeat");
        return new CeleryChain(worker, Launch(python, bus, "chain.py"));
    }

    /// <summary>Runs so many chains, at most so many at once; gives the time that they took.</summary>
    public TimeSpan Run(int chains, int atOnce)
    {
        _client.StandardInput.WriteLine($"{chains} {atOnce}");
        _client.StandardInput.Flush();
        var seconds = _client.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("The Celery client has ended; see above.");
        return TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        foreach (var process in new[] { _client, _worker })
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }

    private static string? Python() => new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(candidate =>
    {
        using var asked = Process.Start(
            new ProcessStartInfo(candidate, ["-c", "import celery"]) { RedirectStandardError = true });
        asked!.WaitForExit();
        return asked.ExitCode == 0;
    });

    private static Process Launch(string python, Uri bus, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(python, arguments)
        {
            WorkingDirectory = Path.Combine(AppContext.BaseDirectory, "SagaVsCelery"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["CHAIN_BROKER"] = bus.ToString(), ["C_FORCE_ROOT"] = "1" },
        })!;
}
