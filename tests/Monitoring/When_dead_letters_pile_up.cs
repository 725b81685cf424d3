using System.Diagnostics.Metrics;

namespace Trainyard.Monitoring.Tests;

public sealed class When_dead_letters_pile_up
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Should_alert_once_for_each_filling()
    {
        await using var receiver = await AlertReceiver.Start();
        Environment.SetEnvironmentVariable("MONITORING_DEAD_URL", receiver.Address);
        await using var yard = await DeadYard.Start(
            "--DeadLetters:Webhook=${MONITORING_DEAD_URL}", "--DeadLetters:Threshold=2");
        await yard.Publish();
        await yard.Dead(1);
        await yard.Publish();

        var first = await receiver.Next();
        Assert.Equal(("dead-letters/1", "train-model", 2), (
            first.Body.GetProperty("schema").GetString(), first.Body.GetProperty("queue").GetString(),
            first.Body.GetProperty("count").GetInt32()));
        Assert.StartsWith(
            "2 messages died in train-model. The latest: Handling it failed 3 times: The valve is stuck.",
            first.Body.GetProperty("message").GetString());

        await yard.Publish();
        var letters = await yard.Dead(3);
        foreach (var letter in letters[1..])
            await yard.Decide((string)letter["id"]!, "drop");
        await Depth(yard, 1);
        await yard.Publish();

        var second = await receiver.Next();
        Assert.Equal(2, second.Body.GetProperty("count").GetInt32());
        Assert.NotEqual(first.Key, second.Key);
        await yard.Restart();
        await Depth(yard, 2);
        // The one that was being written down when the process ended may come once more, under its key.
        while (receiver.Waiting > 0)
            Assert.Equal(second.Key, (await receiver.Next()).Key);
    }

    [Theory]
    [InlineData("--DeadLetters:Webhook=ftp://somewhere", "DeadLetters:Webhook must begin with http:// or https://")]
    [InlineData("--DeadLetters:Threshold=0", "DeadLetters:Threshold ")]
    public async Task Should_refuse_settings_that_are_not_possible(string setting, string problem)
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => DeadYard.Start(setting));

        Assert.StartsWith(problem, refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Returns once the gauge says so.</summary>
    private static async Task Depth(DeadYard yard, long expected)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == "trainyard.dead_letters")
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, depth, tags, _) =>
        {
            if (depth == expected && Equals(tags[0], KeyValuePair.Create("queue", (object?)"train-model")))
                seen.TrySetResult();
        });
        listener.Start();
        using var deadline = new CancellationTokenSource(Timeout);
        while (!seen.Task.IsCompleted)
        {
            listener.RecordObservableInstruments();
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
        }
    }
}
