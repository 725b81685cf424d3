using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using Trainyard.Api;

namespace Trainyard.Cluster.Tests.Chaos.Poison;

/// <summary>Who takes requests and who keeps dead letters, as processes over a real broker.</summary>
internal sealed class PoisonYard : IAsyncDisposable
{
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trainyard-poison-");
    private readonly VirtualHost _host;
    private readonly List<ServiceProcess> _processes = [];
    private IConnection? _connection;

    private PoisonYard(VirtualHost host) => _host = host;

    public ServiceProcess Pipeline { get; private set; } = null!;

    public ServiceProcess Alerting { get; private set; } = null!;

    public PlainClient Client { get; private set; } = null!;

    /// <summary>Publishes what is no request; what no queue takes fails.</summary>
    public IChannel Channel { get; private set; } = null!;

    /// <summary>Starts both services and waits until they are ready.</summary>
    public static async Task<PoisonYard> Start(Broker broker, params string[] settings)
    {
        var yard = new PoisonYard(await broker.NewHost());
        try
        {
            yard.Pipeline = yard.Process("Pipeline");
            yard.Alerting = yard.Process("Alerting", settings);
            foreach (var process in yard._processes)
                process.Start();
            await Task.WhenAll(yard._processes.Select(process => process.Ready()));
            yard.Client = await PlainClient.Connect(yard._host.Uri);
            yard._connection = await new ConnectionFactory { Uri = yard._host.Uri }.CreateConnectionAsync();
            yard.Channel = await yard._connection.CreateChannelAsync(new CreateChannelOptions(
                publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            return yard;
        }
        catch
        {
            await yard.DisposeAsync();
            throw;
        }
    }

    /// <summary>How often a message has killed the process that took it up.</summary>
    public int Deaths
    {
        get
        {
            var file = new FileInfo(Path.Combine(_folder.FullName, DyingService.Deaths));
            return file.Exists ? (int)file.Length : 0;
        }
    }

    /// <summary>A process on the stores and the virtual host of this yard.</summary>
    public ServiceProcess Process(string program, params string[] arguments)
    {
        var process = new ServiceProcess(program,
        [
            .. arguments,
            "--Bus:Transport=RabbitMq", $"--Bus:Uri={_host.Uri}", $"--Data:Folder={_folder.FullName}",
            $"--Ingestion:AllowedFolders:0={Repository.Samples}",
        ]);
        _processes.Add(process);
        return process;
    }

    /// <summary>The dead letters in a state, newest first, once there are so many; all there are when it takes too
    /// long.</summary>
    public async Task<IReadOnlyList<JsonObject>> Dead(int count, string state = "Dead", TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? Timeout);
        using var client = new TrainyardClient(Alerting.Http.BaseAddress!);
        var dead = client.DeadLetters;
        while (true)
        {
            var found = new List<JsonObject>();
            await foreach (var letter in dead.All(state, queue: null, limit: 1000, CancellationToken.None))
                found.Add(ApiJson.Node(letter)!.AsObject());
            // What dies again while they are read comes twice.
            JsonObject[] letters = [.. found.DistinctBy(letter => (string)letter["id"]!)];
            if (letters.Length >= count || deadline.IsCancellationRequested)
                return letters;
            await Task.Delay(BetweenQuestions, TimeProvider.System);
        }
    }

    /// <summary>Messages that wait in a queue of a service, or are in hand.</summary>
    public Task<long> Waiting() => _host.Waiting();

    public async Task<JsonObject> Read(string id) =>
        (await Alerting.Http.GetFromJsonAsync<JsonObject>($"/dead/{id}"))!;

    /// <summary>What <c>trainyard dead</c> answers; fails with what it says where it refuses.</summary>
    public async Task<string> Command(params string[] arguments)
    {
        var said = await Tests.Command.Run(
            ["dead", .. arguments, "--server", Alerting.Http.BaseAddress!.ToString()]);
        Assert.True(said.ExitCode == 0, said.Output + said.Error);
        return said.Output;
    }

    /// <summary>The ends of all logs, for the message of a test that fails.</summary>
    public string Logs() => string.Join('\n', _processes.Select(process =>
        $"--- {process.Name}\n{string.Join('\n', process.Log.Split('\n').TakeLast(25))}"));

    public async ValueTask DisposeAsync()
    {
        if (Client is not null)
            await Client.DisposeAsync();
        if (_connection is not null)
            await _connection.DisposeAsync();
        foreach (var process in _processes)
            process.Dispose();
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
