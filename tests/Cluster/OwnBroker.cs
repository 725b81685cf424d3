using System.Diagnostics;

namespace Trainyard.Cluster.Tests;

/// <summary>
/// A RabbitMQ node of a test's own, which the test may kill and start again: its data stays. On this machine alone,
/// with a name, ports, folders and a port mapper of its own.
/// </summary>
internal sealed class OwnBroker : IAsyncDisposable
{
    private const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const string Missing = "Needs rabbitmq-server on this machine, for a broker that may be killed.";
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("trainyard-broker-");
    private readonly int _amqp = Ports.Free();
    private readonly int _mapper = Ports.Free();
    private readonly int _nodes = Ports.Free();
    private readonly Process _epmd;
    private Process? _node;

    private OwnBroker((string Name, int Value)[] settings)
    {
        File.WriteAllText(At("rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{_amqp}
            disk_free_limit.absolute = 50MB
            log.console = false

            """);
        File.WriteAllText(
            At("advanced.config"),
            $"[{{rabbit, [{string.Join(", ", settings.Select(one => $"{{{one.Name}, {one.Value}}}"))}]}}].\n");
        File.WriteAllText(At("enabled_plugins"), "[].\n");
        File.WriteAllText(At("rabbitmq-env.conf"), "");
        _epmd = Run("epmd", "-port", $"{_mapper}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End();
    }

    /// <summary>Where clients connect: the one virtual host there is.</summary>
    public Uri Uri => new($"amqp://guest:guest@127.0.0.1:{_amqp}/");

    /// <summary>A node that answers; skips the test where the server is not installed.</summary>
    /// <param name="settings">Settings of the application rabbit, those included that a configuration file can't
    /// name.</param>
    public static async Task<OwnBroker> Start(params (string Name, int Value)[] settings)
    {
        Assert.SkipUnless(File.Exists(Server), Missing);
        var broker = new OwnBroker(settings);
        try
        {
            await broker.StartAgain();
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>What kill -9 does: what is not on the disk is gone.</summary>
    public void Kill()
    {
        _node!.Kill(entireProcessTree: true);
        _node.WaitForExit();
    }

    /// <summary>Starts the node on the data it had, and returns once it takes connections.</summary>
    public async Task StartAgain()
    {
        _node?.Dispose();
        _node = Run(Server);
        var start = TimeProvider.System.GetTimestamp();
        while (!await Ports.Replies(_amqp))
        {
            if (_node.HasExited || TimeProvider.System.GetElapsedTime(start) > Timeout)
                Assert.Fail($"RabbitMQ did not start.\n{Logs()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    public ValueTask DisposeAsync()
    {
        End();
        _node?.Dispose();
        _epmd.Dispose();
        _home.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private Process Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var settings = new Dictionary<string, string>
        {
            ["HOME"] = _home.FullName,
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["ERL_EPMD_PORT"] = $"{_mapper}",
            ["RABBITMQ_NODENAME"] = $"trainyard-{_amqp}-{Environment.ProcessId}@localhost",
            ["RABBITMQ_DIST_PORT"] = $"{_nodes}",
            ["RABBITMQ_CONFIG_FILE"] = At("rabbitmq.conf"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = At("advanced.config"),
            ["RABBITMQ_CONF_ENV_FILE"] = At("rabbitmq-env.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = At("enabled_plugins"),
            ["RABBITMQ_MNESIA_BASE"] = At("data"),
            ["RABBITMQ_LOG_BASE"] = At("log"),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void End()
    {
        foreach (var process in new[] { _node, _epmd })
        {
            try
            {
                process?.Kill(entireProcessTree: true);
                process?.WaitForExit();
            }
            catch (InvalidOperationException)
            {
                // It had ended by itself, or was never there.
            }
        }
    }

    private string At(string name) => Path.Combine(_home.FullName, name);

    private string Logs() => !Directory.Exists(At("log")) ? "" : string.Join(
        '\n', Directory.EnumerateFiles(At("log"), "*.log").SelectMany(File.ReadLines).TakeLast(30));
}
