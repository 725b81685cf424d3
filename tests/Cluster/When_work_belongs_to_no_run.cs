using RabbitMQ.Client;
using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Jobs.Tests;
using Trainyard.Support;

namespace Trainyard.Cluster.Tests;

[Trait(Tracks.Name, Tracks.Second)]
public sealed class When_work_belongs_to_no_run(Broker broker)
{
    [Fact]
    public async Task Should_alert_whoever_the_settings_name_of_messages_that_died()
    {
        await using var receiver = await AlertReceiver.Start();
        await using var cluster = await ServiceCluster.Start(
            broker, Documents.InSqlite, ("DeadLetters:Webhook", receiver.Address));
        await using var connection = await new ConnectionFactory { Uri = cluster.Bus }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();

        await channel.BasicPublishAsync("", "train-model", "this is no message"u8.ToArray());

        var alert = (await receiver.Next()).Body;
        Assert.Equal(
            ("dead-letters/1", "train-model", 1),
            (alert.GetProperty("schema").GetString(), alert.GetProperty("queue").GetString(),
                alert.GetProperty("count").GetInt32()));
        Assert.False(alert.TryGetProperty("runId", out _));
    }

    [Fact]
    public async Task Should_do_what_a_service_gives_itself_and_what_it_is_asked_for_without_a_run()
    {
        await using var host = await broker.NewHost();
        await using var yard = await FreeYard.Start(
            job => job.Attempt == 1 ? "The shelf is locked." : null,
            "--Bus:Transport=RabbitMq", $"--Bus:Uri={host.Uri}", "--Jobs:Tidy:Attempts=1");
        var move = new MoveAlias
        {
            MoveId = Guid.NewGuid(), Model = "churn", Alias = "staging", Version = 1, RequestedBy = "ada",
            Reason = "It was better.",
        };

        await yard.Bus.Publish(move, TestContext.Current.CancellationToken);
        await yard.Own.Store(new Tidy("snapshots"), TestContext.Current.CancellationToken);

        var retention = await yard.Ended("snapshots");
        Assert.Equal((OwnJobState.GivenUp, "The shelf is locked."), (retention.State, retention.Failure));
        var faulted = await yard.Heard<JobFaulted>();
        Assert.Equal(
            ("MoveAlias", move.MoveId.ToString(), (Guid?)null), (faulted.Kind, faulted.Key, faulted.RunId));
        Assert.False(yard.HasHeard<StepFaulted>());
    }
}
