using RabbitMQ.Client;

namespace Trainyard.Cluster.Tests;

public sealed class When_queues_are_looked_at(Broker broker)
{
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Should_find_those_that_nobody_reads_that_are_missing_and_that_hold_dead_letters()
    {
        await using var cluster = await ServiceCluster.Start(broker, Documents.InSqlite);
        await using var client = await PlainClient.Connect(cluster.Bus);
        (await cluster.Examine()).FindsNothing();

        foreach (var name in new[] { "Alerting", "Registry" })
            cluster[name].Kill();
        var run = Guid.NewGuid();
        await client.Ask(run, []);
        _ = await client.Ended(run, Requests.Timeout, cluster.Logs);
        await using var connection = await new ConnectionFactory { Uri = cluster.Bus }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        _ = await channel.QueueDeleteAsync("move-alias");
        await channel.BasicPublishAsync("", "dead-letters", "{}"u8.ToArray());

        var found = await Until(
            cluster, ("dead-letters", "dead-letters"), ("queue-without-consumer", "alert-on-training-failed"),
            ("queue-without-consumer", "follow-deployments"));

        Assert.Equal(
            [("dead-letters", "dead-letters"), ("queue-missing", "move-alias"),
                ("queue-without-consumer", "alert-on-training-failed"),
                ("queue-without-consumer", "follow-deployments")],
            found.Findings.Order());
        Assert.Equal(2, found.ExitCode);

        cluster["Alerting"].Start();
        await cluster["Alerting"].Ready();
        var kept = await Until(cluster, ("dead-letters", "unknown"));
        Assert.DoesNotContain(("queue-without-consumer", "alert-on-training-failed"), kept.Findings);

        var away = await cluster.Examine("Bus:Uri=amqp://guest:guest@127.0.0.1:1/");
        Assert.Equal([("broker-away", "127.0.0.1:1/"), ("dead-letters", "unknown")], away.Findings.Order());
        Assert.Equal(2, away.ExitCode);
    }

    [Fact]
    public async Task Should_be_those_of_one_yard()
    {
        await using var cluster = await ServiceCluster.Start(broker, Documents.InSqlite);
        var other = Directory.CreateTempSubdirectory("trainyard-other-");
        foreach (var service in new[] { "Pipeline", "Registry", "Alerting" })
        {
            using var stranger = new ServiceProcess(
                service, "--Bus:Transport=RabbitMq", $"--Bus:Uri={cluster.Bus}", $"--Data:Folder={other.FullName}");

            stranger.Start();

            Assert.Equal(1, await stranger.Ended());
            Assert.Contains(
                "has the queues of another yard; this one is yard-", stranger.Log, StringComparison.Ordinal);
            Assert.Contains("but current is 'yard-", stranger.Log, StringComparison.Ordinal);
        }

        other.Delete(recursive: true);
    }

    /// <summary>The broker counts messages and consumers a moment after they come and go.</summary>
    private static async Task<Doctor> Until(ServiceCluster cluster, params (string, string)[] findings)
    {
        using var deadline = new CancellationTokenSource(Requests.Timeout);
        while (true)
        {
            var found = await cluster.Examine();
            if (findings.All(found.Findings.Contains)) return found;
            if (deadline.IsCancellationRequested) Assert.Fail(found.Output + found.Error);
            await Task.Delay(BetweenQuestions, TimeProvider.System);
        }
    }
}
