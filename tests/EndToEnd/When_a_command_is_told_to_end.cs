using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Trainyard.EndToEnd.Tests;

/// <summary>Whoever tells a process to end has more than one word for it.</summary>
public sealed class When_a_command_is_told_to_end
{
    [Theory, InlineData("INT"), InlineData("TERM"), InlineData("QUIT")]
    public async Task Should_end_as_cancelled_while_it_waits_for_a_server(string signal)
    {
        using var shell = new Shell();
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var runs = shell.Start("runs", "--server", $"http://{server.LocalEndpoint}");
        using var asked = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        await Tell(runs, signal);

        Assert.Equal("Cancelled.", (await runs.StandardError.ReadToEndAsync()).Trim());
        await runs.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, runs.ExitCode);
    }

    [Theory, InlineData("TERM"), InlineData("QUIT")]
    public async Task Should_end_what_it_serves(string signal)
    {
        using var shell = new Shell();
        using var up = shell.Start("up", "--urls", "http://127.0.0.1:0");
        _ = await up.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        await Tell(up, signal);

        Assert.Equal("", await up.StandardOutput.ReadToEndAsync());
        await up.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, up.ExitCode);
    }

    private static async Task Tell(Process process, string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
