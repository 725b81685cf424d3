using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Trainyard.Cli.Yards;
using Trainyard.Support;

namespace Trainyard.Cluster.Tests;

/// <summary>A user of the broker for each service, who may configure its own queues and nothing else, as the page of
/// infra/rabbitmq says.</summary>
public sealed class When_services_have_the_least_rights(Broker broker) : IAsyncDisposable
{
    private const string Unknown = """{"messageType":["urn:message:Elsewhere:ThingHappened"],"message":{}}""";
    private const string Messages = @"Trainyard\.Contracts:.*|MassTransit:.*";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trainyard-rights-");
    private readonly Dictionary<string, ServiceProcess> _services = [];
    private readonly Dictionary<string, Uri> _users = [];

    [Fact]
    public async Task Should_run_a_pipeline_to_its_end_and_keep_and_send_back_what_dies()
    {
        await using var host = await broker.NewHost();
        var declared = await Command.Run("topology", "--bus", host.Uri.ToString());
        Assert.Equal((0, ""), (declared.ExitCode, declared.Error));
        await Start(host);
        await using var client = await PlainClient.Connect(host.Uri);
        var run = Guid.NewGuid();

        await client.Ask(run, Requests.Churn());
        var ending = await client.Ended(run, Requests.Timeout, Logs);

        Assert.True(ending.Name == "TrainingSucceeded", $"{ending.Message}\n{Logs()}");
        Assert.Empty(await Dead(0));

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

        await Forbidden(_users["Training"], channel => channel.QueueDeleteAsync("deploy-model"));
        await Forbidden(_users["Training"], channel =>
            channel.ExchangeDeleteAsync("Trainyard.Contracts:TrainModel"));
        await Forbidden(_users["Training"], channel => channel.BasicGetAsync("deploy-model", autoAck: false));
    }

    public ValueTask DisposeAsync()
    {
        foreach (var service in _services.Values)
            service.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task Forbidden(Uri user, Func<IChannel, Task> deed)
    {
        await using var connection = await new ConnectionFactory { Uri = user }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var refusal = await Assert.ThrowsAsync<OperationInterruptedException>(() => deed(channel));
        Assert.Equal(403, (int?)refusal.ShutdownReason?.ReplyCode);
    }

    private static async Task Put(VirtualHost host, string queue, string body, string contentType)
    {
        await using var connection = await new ConnectionFactory { Uri = host.Uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var properties = new BasicProperties { ContentType = contentType, MessageId = Guid.NewGuid().ToString() };
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    private async Task Start(VirtualHost host)
    {
        foreach (var service in AllServices.Manifest)
        {
            var isKeeper = service.Name == "Alerting";
            var own = string.Join('|', await ServiceQueues.Of(service.Create()));
            if (isKeeper) own += "|dead-letters";
            // Whoever dies leads to the dead letters; whoever keeps them sends them back, past the exchanges.
            var write = isKeeper ? @"|amq\.default" : "|dead-letters";
            var user = await host.NewUser(
                service.Name.ToLowerInvariant(), $"^({own})$", $"^({own}|{Messages}{write})$", $"^({own})$");
            _users[service.Name] = user;
            var process = new ServiceProcess(
                service.Name, "--Bus:Transport=RabbitMq", $"--Bus:Uri={user}", "--Bus:DeclareOthers=false",
                $"--Data:Folder={_folder.FullName}", "--Bus:Attempts=1",
                $"--Ingestion:AllowedFolders:0={Repository.Samples}");
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
