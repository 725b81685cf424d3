using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Trainyard.Cluster.Tests.Chaos.Poison;

namespace Trainyard.Cluster.Tests;

public sealed class When_a_message_can_not_be_handled(Broker broker)
{
    [Fact]
    public async Task Should_be_handled_or_kept_whatever_its_body_and_its_headers_are() =>
        await Chaos.Mutations.MutationsScenario.Scenario.Holds(broker, runs: 300);

    [Fact]
    public async Task Should_die_once_and_leave_the_others_alone() =>
        await PoisonScenario.Scenario.Holds(broker, runs: 400);

    [Fact]
    public async Task Should_be_kept_and_end_its_run_when_it_killed_every_process_that_took_it_up()
    {
        await using var yard = await PoisonYard.Start(broker);
        using var ingestion = yard.Process(Repository.Tests, "dies");
        var run = Guid.NewGuid();
        ingestion.Start();
        await ingestion.Ready();
        await yard.Client.Ask(run, Requests.Churn());

        var dead = await Revived(yard, ingestion);

        Assert.Equal(("fetch-data", "GivenUp", run.ToString()),
            ((string)dead["queue"]!, (string)dead["cause"]!, (string)dead["runId"]!));
        var ending = await yard.Client.Ended(run, Requests.Timeout, yard.Logs);
        Assert.Equal(("TrainingFailed", "StepFaulted"), (ending.Name, (string)ending.Message["reason"]!));
        Assert.Contains("never acknowledged", (string)ending.Message["message"]!, StringComparison.Ordinal);
        Assert.Equal(5, yard.Deaths);
    }

    [Fact]
    public async Task Should_not_take_those_along_that_were_delivered_beside_it_on_any_queue()
    {
        await using var yard = await PoisonYard.Start(broker);
        var killer = Guid.NewGuid();
        using var ingestion = yard.Process(Repository.Tests, "dies", $"--Killer={killer}");
        ingestion.Start();
        await ingestion.Ready();
        ingestion.Kill();
        for (var at = 0; at < 20; at++)
        {
            await yard.Channel.Publish(Poisons.Command(at == 10 ? killer : Guid.NewGuid()));
            if (at % 2 == 0)
                await yard.Channel.Publish(Poisons.OtherCommand(Guid.NewGuid()));
        }

        ingestion.Start();

        var dead = await Revived(yard, ingestion);

        Assert.Equal((5, killer.ToString()), (yard.Deaths, (string)dead["runId"]!));
        if (ingestion.HasExited)
            ingestion.Start();
        foreach (var queue in new[] { "fetch-data", "check-data" })
            await Until(async () => await yard.Channel.MessageCountAsync(queue) == 0);
        Assert.Single(await yard.Dead(1));
    }

    [Fact]
    public async Task Should_come_back_whole_when_somebody_sends_it_again()
    {
        await using var yard = await PoisonYard.Start(broker);
        foreach (var one in new[] { Poisons.NoJson(), Poisons.OfNoKnownType(), Poisons.Incomplete() })
            await yard.Channel.Publish(one);
        var dead = await yard.Dead(3);
        var retried = dead.Where(letter => (string)letter["queue"]! == "train-requests")
            .Select(letter => (string)letter["id"]!).Order().ToArray();

        var list = await yard.Command("list");
        await yard.Command("drop", "--all", "--queue", "training-runs", "--reason", "of no use");
        await yard.Command(["retry", .. retried, "--reason", "mended"]);

        Assert.All(dead, letter => Assert.Contains(
            $"{letter["id"]}  Dead   {letter["queue"]}", list, StringComparison.Ordinal));
        var again = await yard.Dead(2);
        Assert.Equal(retried, again.Select(letter => (string)letter["retryOf"]!).Order());
        foreach (var letter in again)
        {
            var (before, after) = (await yard.Read((string)letter["retryOf"]!), await yard.Read((string)letter["id"]!));
            foreach (var part in new[] { "queue", "messageId", "contentType", "body", "explanation", "tries" })
                Assert.Equal(before[part]!.ToJsonString(), after[part]!.ToJsonString());
            var shown = await yard.Command("show", (string)letter["retryOf"]!);
            Assert.Contains($"died again  {letter["id"]}", shown, StringComparison.Ordinal);
            Assert.Matches("Retried +mended", shown);
        }

        var dropped = Assert.Single(await yard.Dead(1, "Dropped"));
        Assert.Equal("training-runs", (string)dropped["queue"]!);
    }

    [Fact]
    public async Task Should_alert_once_for_each_filling()
    {
        var alerts = new List<JsonObject>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/", async (HttpRequest request) =>
        {
            var alert = await request.ReadFromJsonAsync<JsonObject>();
            lock (alerts) alerts.Add(alert!);
        });
        await using var receiver = app;
        await receiver.StartAsync();
        await using var yard = await PoisonYard.Start(broker, $"--DeadLetters:Webhook={receiver.Urls.First()}");

        for (var filling = 1; filling <= 2; filling++)
        {
            for (var one = 0; one < 3; one++)
                await yard.Channel.Publish(Poisons.NoJson());
            var dead = await yard.Dead(3);
            await Until(() => Task.FromResult(alerts.Count == filling));
            await yard.Command(["drop", .. dead.Select(letter => (string)letter["id"]!), "--reason", "of no use"]);
            await Until(() =>
                Task.FromResult(yard.Alerting.Log.Split("were decided about").Length == filling + 1));
        }

        Assert.All(alerts, alert => Assert.Equal("train-requests", (string)alert["queue"]!));
        Assert.Equal(2, alerts.Count);
    }

    /// <summary>Starts the process again each time it is killed, until a message is dead; gives the dead letter.
    /// However long that takes to be kept, and however often the process starts meanwhile, the deaths are counted by
    /// those who die.</summary>
    private static async Task<JsonObject> Revived(PoisonYard yard, ServiceProcess process)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(start) < Requests.Timeout, $"Nothing died in time.\n{yard.Logs()}");
            if (await yard.Dead(1, within: TimeSpan.FromSeconds(1)) is { Count: > 0 } dead)
                return Assert.Single(dead);
            if (process.HasExited)
                process.Start();
        }
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(Requests.Timeout);
        while (!await condition())
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
    }
}
