using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Trainyard.EndToEnd.Tests;

/// <summary>Whoever tells a process to end has more than one word for it.</summary>
public sealed class When_a_command_is_told_to_end : IDisposable
{
    /// <summary>A limit that only finds hangs.</summary>
    private CancellationTokenSource Soon { get; } = new(TimeSpan.FromMinutes(2));

    private Process? Told { get; set; }

    public void Dispose()
    {
        Soon.Dispose();
        if (Told is { HasExited: false })
            Told.Kill();
        Told?.Dispose();
    }

    [Theory, InlineData("INT"), InlineData("TERM"), InlineData("QUIT")]
    public async Task Should_end_as_cancelled_while_it_waits_for_a_server(string signal)
    {
        using var shell = new Shell();
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var runs = Told = shell.StartWithSignals("runs", "--server", $"http://{server.LocalEndpoint}");
        using var asked = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        await Tell(runs, signal);

        Assert.Equal("Cancelled.", (await runs.StandardError.ReadToEndAsync(Soon.Token)).Trim());
        await runs.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, runs.ExitCode);
    }

    [Theory, InlineData("INT"), InlineData("TERM"), InlineData("QUIT")]
    public async Task Should_end_what_it_serves(string signal)
    {
        using var shell = new Shell();
        var up = Told = shell.StartWithSignals("up", "--urls", "http://127.0.0.1:0");
        _ = await up.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        await Tell(up, signal);

        Assert.Equal("", await up.StandardOutput.ReadToEndAsync(Soon.Token));
        await up.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, up.ExitCode);
    }

    private static async Task Tell(Process process, string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
