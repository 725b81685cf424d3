using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Trainyard.Cli.Topology;
using Trainyard.Cli.Yards;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;

namespace Trainyard.Cluster.Tests;

/// <summary>A login of the broker for each service, as <c>trainyard topology logins</c> makes them.</summary>
[Trait(Tracks.Name, Tracks.Second)]
public sealed class When_services_have_the_least_rights(Broker broker) : IAsyncDisposable
{
    private const string Unknown = """{"messageType":["urn:message:Elsewhere:ThingHappened"],"message":{}}""";

    /// <summary>What is of no single service: that something died or failed, as the decision about it says.</summary>
    private static readonly string[] Shared = ["dead-letters", "MassTransit:ReceiveFault"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trainyard-rights-");
    private readonly Dictionary<string, ServiceProcess> _services = [];

    [Fact]
    public async Task Should_run_a_pipeline_to_its_end_and_keep_and_send_back_what_dies()
    {
        await using var host = await NewHost();
        await Start();
        await using var client = await PlainClient.Connect(host.Uri);
        var run = Guid.NewGuid();

        await Ask(run);
        var ending = await client.Ended(run, Requests.Timeout, Logs);

        Assert.True(ending.Name == "TrainingSucceeded", $"{ending.Message}\n{Logs()}");
        Assert.Empty(await Dead(0));
        Assert.Contains(BusTraffic.YardExchange, await host.Exchanges());

        // One that can't be read, and one of a type that nobody knows.
        await Put(host, "train-requests", "no JSON", "application/json");
        await Put(host, "fetch-data", Unknown, "application/vnd.masstransit+json");
        var letters = await Dead(2);
        foreach (var letter in letters)
        {
            using var retried = await _services["Alerting"].Http.PostAsJsonAsync(
                $"/dead/{letter!["id"]}/retry", new { requestedBy = "ada", reason = "to see" });
            Assert.Equal(HttpStatusCode.OK, retried.StatusCode);
        }

        Assert.Equal(
            letters.Select(letter => (string)letter!["id"]!).Order(),
            (await Dead(2)).Select(letter => (string?)letter!["retryOf"]).Order());
        Assert.All(_services.Values, service =>
            Assert.DoesNotContain("ACCESS_REFUSED", service.Log, StringComparison.Ordinal));
    }

    /// <summary>Every login against every exchange and every queue of the others: whoever has stolen one can say what
    /// that service says, and nothing else.</summary>
    [Fact]
    public async Task Should_be_refused_whatever_is_not_theirs()
    {
        await using var host = await NewHost();
        var (exchanges, queues) = (await host.Exchanges(), await host.Queues());

        Assert.Contains("Trainyard.Contracts:ModelValidated", exchanges);
        Assert.Contains("", exchanges);
        Assert.Contains("deploy-model", queues);
        foreach (var (login, written, own) in await Logins())
        {
            var refused = await Refused(login, exchanges.Select(Publication));
            Assert.Equal(exchanges.Except(written).Order(), refused.Order());
            var others = queues.Except(own).ToList();
            Assert.Equal(others.Order(), (await Refused(login, others.Select(Reading))).Order());
            Assert.Equal(others.Order(), (await Refused(login, others.Select(Deletion))).Order());
            // What comes to a queue of one's own is what is for oneself.
            var foreign = exchanges.Except(own).Where(exchange => exchange.Length > 0).ToList();
            if (own.FirstOrDefault() is { } mine && login != BrokerLogins.Listener)
            {
                Assert.Equal(
                    foreign.Order(), (await Refused(login, foreign.Select(from => Binding(from, mine)))).Order());
            }
        }
    }

    [Fact]
    public async Task Should_let_whoever_trains_not_say_what_was_validated_or_deploy()
    {
        await using var host = await NewHost();

        var refused = await Refused("training", new[]
        {
            "Trainyard.Contracts:ModelValidated", "Trainyard.Contracts:RegisterModel",
            "Trainyard.Contracts:DeployModel", "Trainyard.Contracts:ModelDeployed", "Trainyard.Contracts:TrainModel",
            "Trainyard.Contracts:MoveAlias", "Trainyard.Contracts:TrainRequested", "deploy-model", "training-runs", "",
            "Trainyard.Contracts:ModelTrained",
        }.Select(Publication));

        Assert.Equal(10, refused.Count);
        Assert.DoesNotContain("Trainyard.Contracts:ModelTrained", refused);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var service in _services.Values)
            service.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static (string, Func<IChannel, Task>) Publication(string exchange) => (exchange, async channel =>
        await channel.BasicPublishAsync(
            exchange, "dead-letters", mandatory: false, new BasicProperties(), "{}"u8.ToArray()));

    private static (string, Func<IChannel, Task>) Reading(string queue) =>
        (queue, channel => channel.BasicGetAsync(queue, autoAck: false));

    private static (string, Func<IChannel, Task>) Deletion(string queue) =>
        (queue, channel => channel.QueueDeleteAsync(queue));

    private static (string, Func<IChannel, Task>) Binding(string exchange, string queue) =>
        (exchange, channel => channel.QueueBindAsync(queue, exchange, ""));

    /// <summary>Each login with the exchanges that it may write to and the queues of its own, from what services
    /// register and not from the rights that are made of it.</summary>
    private static async Task<IReadOnlyList<(string Login, string[] Written, string[] Own)>> Logins()
    {
        List<(string, string[], string[])> logins =
        [
            (BrokerLogins.Client, ["Trainyard.Contracts:TrainRequested", "Trainyard.Contracts:CancelRun"], []),
            (BrokerLogins.Listener, [], []),
            (BrokerLogins.Retries, [""], []),
        ];
        foreach (var service in AllServices.Manifest)
        {
            var traffic = await BusTraffic.Of(service.Create());
            var faults = traffic.Received.Select(message => $"MassTransit:Fault--{BusTraffic.ExchangeOf(message)}--");
            var published = traffic.Published.Select(BusTraffic.ExchangeOf);
            logins.Add((
                service.Name.ToLowerInvariant(),
                [.. traffic.Queues, .. published, .. faults, .. Shared],
                [.. traffic.Queues]));
        }

        return logins;
    }

    /// <summary>Which of the deeds the broker refuses. Each has a channel of its own, which a refusal closes.</summary>
    private async Task<IReadOnlyList<string>> Refused(
        string login, IEnumerable<(string Name, Func<IChannel, Task> Do)> deeds)
    {
        var confirmed = new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await using var connection =
            await new ConnectionFactory { Uri = UriOf(login) }.CreateConnectionAsync();
        List<string> refused = [];
        foreach (var (name, deed) in deeds)
        {
            await using var channel = await connection.CreateChannelAsync(confirmed);
            try
            {
                await deed(channel);
            }
            catch (Exception refusal) when (refusal is OperationInterruptedException or PublishException)
            {
                Assert.Equal(403, (int?)channel.CloseReason?.ReplyCode);
                refused.Add(name);
            }
        }

        return refused;
    }

    private static async Task Put(VirtualHost host, string queue, string body, string contentType)
    {
        await using var connection = await new ConnectionFactory { Uri = host.Uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var properties = new BasicProperties { ContentType = contentType, MessageId = Guid.NewGuid().ToString() };
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    private async Task<VirtualHost> NewHost()
    {
        var host = await broker.NewHost();
        var logins = await Command.Run(
            "topology", "logins", _folder.FullName, "--bus", host.Uri.ToString(), "--prefix", host.Name + "-");
        Assert.Equal((0, ""), (logins.ExitCode, logins.Error));
        var definitions = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "broker", "definitions.json"));
        await host.Import(JsonNode.Parse(definitions)!.AsObject());
        var declared = await Command.Run("topology", "--bus", AddressOf(BrokerLogins.Topology));
        Assert.Equal((0, ""), (declared.ExitCode, declared.Error));
        return host;
    }

    private string AddressOf(string login) => new Uri(Path.Combine(_folder.FullName, login, "bus")).AbsoluteUri;

    private Uri UriOf(string login) => BrokerAddress.Read(AddressOf(login))!;

    private async Task Ask(Guid run)
    {
        await using var connection =
            await new ConnectionFactory { Uri = UriOf(BrokerLogins.Client) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var properties = new BasicProperties { ContentType = "application/json", MessageId = run.ToString() };
        await channel.BasicPublishAsync(
            BusTraffic.ExchangeOf(typeof(TrainRequested)), "", mandatory: true, properties,
            Encoding.UTF8.GetBytes(Requests.Churn().ToJsonString()));
    }

    private async Task Start()
    {
        foreach (var service in AllServices.Manifest)
        {
            string[] retries = service.Name == "Alerting"
                ? [$"--Bus:RetryUri={AddressOf(BrokerLogins.Retries)}"]
                : [];
            string[] settings =
            [
                "--Bus:Transport=RabbitMq", $"--Bus:Uri={AddressOf(service.Name.ToLowerInvariant())}",
                "--Bus:DeclareOthers=false", $"--Data:Folder={Path.Combine(_folder.FullName, "data")}",
                "--Bus:Attempts=1", $"--Ingestion:AllowedFolders:0={Repository.Samples}", .. retries,
            ];
            var process = new ServiceProcess(service.Name, settings);
            _services[service.Name] = process;
            process.Start();
        }

        await Task.WhenAll(_services.Values.Select(process => process.Ready()));
    }

    private async Task<JsonArray> Dead(int count)
    {
        using var deadline = new CancellationTokenSource(Requests.Timeout);
        while (true)
        {
            var dead = await _services["Alerting"].Http.GetFromJsonAsync<JsonArray>("/dead?state=Dead");
            if (dead!.Count == count || deadline.IsCancellationRequested)
                return dead;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private string Logs() => string.Join('\n', _services.Values.Select(service =>
        $"--- {service.Name}\n{string.Join('\n', service.Log.Split('\n').TakeLast(25))}"));
}
