using System.Diagnostics;
using System.Net;

namespace Trainyard.Cluster.Tests;

/// <summary>A program of the yard as a process: started, asked whether it is ready, killed, started again.</summary>
internal sealed class ServiceProcess : IDisposable
{
    // A bus that hangs is found after 45 s, and its process takes as long again to end.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(100);

    private readonly Func<IEnumerable<string>> _command;
    private readonly List<string> _log = [];
    private readonly Lock _starting = new();
    private Process? _process;

    /// <summary>The program of a service, or the command <c>Trainyard</c>.</summary>
    public ServiceProcess(string name, params string[] arguments)
        : this(name, () => [Repository.Program(name), .. arguments])
    {
    }

    /// <summary>Any program that serves over HTTP.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="command">The program and its arguments, asked for at each start.</param>
    public ServiceProcess(string name, Func<IEnumerable<string>> command)
    {
        (Name, _command) = (name, command);
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Ports.Free()}"), Timeout = Timeout };
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Kill();
    }

    public string Name { get; }

    /// <summary>The number of the process in its present life.</summary>
    public int Id => _process!.Id;

    /// <summary>Asks the service; its address stays the same when it is started again.</summary>
    public HttpClient Http { get; }

    /// <summary>What the service has logged so far, over all its lives.</summary>
    public string Log
    {
        get
        {
            lock (_log) return string.Join('\n', _log);
        }
    }

    public bool HasExited => _process!.HasExited;

    /// <summary>The processor time of its present life.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process!.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>What SIGSTOP does: it does nothing, holds what it has, and knows nothing of it.</summary>
    public void Stop() => Signal("STOP");

    /// <summary>Ends <see cref="Stop"/>.</summary>
    public void GoOn() => Signal("CONT");

    /// <summary>Starts it, unless it runs: several may look after it.</summary>
    public void Start()
    {
        lock (_starting)
        {
            if (_process is not { HasExited: false }) Begin();
        }
    }

    private void Begin()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        string[] command = [.. _command(), "--urls", Http.BaseAddress!.GetLeftPart(UriPartial.Authority)];
        start.WorkingDirectory = Path.GetDirectoryName(command[0])!;
        foreach (var argument in command)
            start.ArgumentList.Add(argument);
        // What steers the tests is no setting of the service.
        foreach (var name in start.Environment.Keys.ToList())
            if (name.StartsWith("TRAINYARD_", StringComparison.Ordinal))
                start.Environment.Remove(name);

        // Up to eighteen of them share the cores of a laptop: decision 13 says what this is for.
        start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "46";

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Whether it has ended because its bus hung: whatever looks after it starts it again, see decision
    /// 12.</summary>
    public bool HasEndedHanging => HasExited && _process!.ExitCode == 1
        && Log.Contains("The broker answers, but nothing has happened", StringComparison.Ordinal);

    /// <summary>Returns once the service is ready; fails with its log when it ends or takes too long. One whose bus
    /// hung is started again.</summary>
    public async Task Ready()
    {
        while (!await IsReadyOrEnds())
        {
            if (!HasEndedHanging)
                Assert.Fail($"{Name} ended with exit code {_process!.ExitCode} before it was ready.\n{Log}");
            lock (_log) _log.Clear();
            Start();
        }
    }

    /// <summary>Whether the service got ready rather than ended; fails with its log when it takes too long.</summary>
    public async Task<bool> IsReadyOrEnds()
    {
        using var deadline = new CancellationTokenSource(Timeout);
        while (!await IsReady(deadline.Token))
        {
            if (_process!.HasExited)
                return false;
            if (deadline.IsCancellationRequested)
                Assert.Fail($"{Name} was not ready after {Timeout}.\n{Log}");
            await Task.Delay(BetweenQuestions, TimeProvider.System);
        }

        return true;
    }

    /// <summary>The exit code of its present life, once that is over.</summary>
    public async Task<int> Ended()
    {
        await _process!.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Returns once the service says that it is not ready any more.</summary>
    public async Task NotReady()
    {
        using var deadline = new CancellationTokenSource(Timeout);
        while (await IsReady(deadline.Token))
            await Task.Delay(BetweenQuestions, TimeProvider.System, deadline.Token);
    }

    /// <summary>What kill -9 does: no farewell, nothing finished.</summary>
    public void Kill()
    {
        if (_process is null) return;

        try
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It had ended by itself.
        }
    }

    public void Dispose()
    {
        Kill();
        _process?.Dispose();
        _process = null;
        Http.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{Id}"]);
        kill.WaitForExit();
    }

    private async Task<bool> IsReady(CancellationToken cancellation)
    {
        try
        {
            using var reply = await Http.GetAsync("/health/ready", cancellation);
            return reply.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Note(string? line)
    {
        if (line is null) return;
        lock (_log) _log.Add(line);
    }
}
