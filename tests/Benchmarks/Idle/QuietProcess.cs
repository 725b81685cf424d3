using System.Diagnostics;
using System.Net;
using Trainyard.Cluster.Tests;

namespace Trainyard.Benchmarks.Idle;

/// <summary>A program of the yard as it was built for the benchmarks, as a process of its own.</summary>
internal sealed class QuietProcess : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Process _process;
    private readonly HttpClient _http;

    private QuietProcess(string name, Process process, HttpClient http) =>
        (Name, _process, _http) = (name, process, http);

    public string Name { get; }

    /// <summary>The processor time so far.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a program at an address of its own. What it logs is thrown away.</summary>
    public static QuietProcess Start(string name, string file, params IEnumerable<string> arguments)
    {
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in (string[])[file, .. arguments, "--urls", address.GetLeftPart(UriPartial.Authority)])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new QuietProcess(name, process, new HttpClient { BaseAddress = address });
    }

    /// <summary>Returns once it says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or took too long.</exception>
    public async Task Ready()
    {
        for (var start = TimeProvider.System.GetTimestamp(); !await IsReady();)
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(start) > Timeout)
                throw new InvalidOperationException($"{Name} did not get ready.");
            await Task.Delay(Interval, TimeProvider.System);
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _http.Dispose();
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using var reply = await _http.GetAsync("/health/ready");
            return reply.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
