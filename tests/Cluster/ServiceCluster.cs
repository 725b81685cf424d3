using Trainyard.Cli.Yards;

namespace Trainyard.Cluster.Tests;

/// <summary>The services as a process each on one virtual host, with stores in a folder of their own.</summary>
internal sealed class ServiceCluster : IAsyncDisposable
{
    /// <summary>The services, in the order of a run.</summary>
    public static readonly IReadOnlyList<string> Names =
        [.. AllServices.Manifest.Select(service => service.Name)];

    private readonly IReadOnlyList<ServiceProcess> _processes;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trainyard-cluster-");
    private readonly VirtualHost? _host;
    private readonly string[] _settings;

    private ServiceCluster(
        Uri bus,
        VirtualHost? host,
        Documents documents,
        IEnumerable<(string Name, string Value)> others,
        Func<string, string[], IEnumerable<ServiceProcess>>? processes = null)
    {
        (Bus, _host) = (bus, host);
        processes ??= (name, arguments) => [new ServiceProcess(name, arguments)];
        var settings = new Dictionary<string, string>
        {
            ["Bus:Transport"] = "RabbitMq",
            ["Bus:Uri"] = bus.ToString(),
            ["Data:Folder"] = _folder.FullName,
            ["Ingestion:AllowedFolders:0"] = Repository.Samples,
            // A worker that is killed is missed after 3 s rather than 15, so that a test need not wait for it.
            ["Jobs:Lease"] = "00:00:03",
            ["Jobs:PollInterval"] = "00:00:00.500",
            // The receivers of tests are on this machine.
            ["Alerting:AllowedNetworks:0"] = "127.0.0.0/8",
        };
        foreach (var (name, value) in documents.Settings.Select(setting => (setting.Key, setting.Value)).Concat(others))
            settings[name] = value;
        _settings = [.. settings.Select(setting => $"{setting.Key}={setting.Value}")];
        _processes = [.. Names.SelectMany(name => processes(name, [.. Arguments]))];
    }

    /// <summary>The virtual host of the broker.</summary>
    public VirtualHost Host =>
        _host ?? throw new InvalidOperationException("A broker of its own has one virtual host, which nobody manages.");

    /// <summary>Where plain clients connect.</summary>
    public Uri Bus { get; }

    /// <summary>The settings of all services, for a process that is to join them.</summary>
    public IReadOnlyList<string> Arguments => [.. _settings.Select(setting => "--" + setting)];

    /// <summary>What all services keep: documents, artifacts and keys.</summary>
    public string Folder => _folder.FullName;

    /// <summary>All processes.</summary>
    public IReadOnlyList<ServiceProcess> Processes => _processes;

    /// <summary>The process of a service, the first where there are several.</summary>
    public ServiceProcess this[string service] => _processes.First(process => process.Name == service);

    /// <summary>Starts all services and waits until each is ready; further settings win over those of a test.</summary>
    public static async Task<ServiceCluster> Start(
        Broker broker, Documents documents, params (string Name, string Value)[] settings)
    {
        var host = await broker.NewHost();
        return await Start(new ServiceCluster(host.Uri, host, documents, settings));
    }

    /// <summary>The same on a broker that may be killed.</summary>
    public static Task<ServiceCluster> Start(
        OwnBroker broker, Documents documents, params (string Name, string Value)[] settings) =>
        Start(new ServiceCluster(broker.Uri, null, documents, settings));

    /// <summary>The same with other processes: some number of them for each service, made with its settings.</summary>
    public static async Task<ServiceCluster> Start(
        Broker broker, Documents documents, Func<string, string[], IEnumerable<ServiceProcess>> processes,
        params (string Name, string Value)[] settings)
    {
        var host = await broker.NewHost();
        return await Start(new ServiceCluster(host.Uri, host, documents, settings, processes));
    }

    /// <summary>What the doctor says of these services' stores and queues; further settings win.</summary>
    public Task<Doctor> Examine(params string[] settings) => Doctor.Examine(_settings.Concat(settings));

    /// <summary>The ends of all logs, for the message of a test that fails.</summary>
    public string Logs() => string.Join('\n', _processes.Select(service =>
        $"--- {service.Name}\n{string.Join('\n', service.Log.Split('\n').TakeLast(25))}"));

    /// <summary>Returns once every service is ready.</summary>
    public Task Ready() => Task.WhenAll(_processes.Select(service => service.Ready()));

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _processes)
            service.Dispose();
        if (_host is not null) await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<ServiceCluster> Start(ServiceCluster cluster)
    {
        try
        {
            foreach (var service in cluster._processes)
                service.Start();
            await cluster.Ready();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }
}
