using System.Diagnostics.Metrics;

namespace Trainyard.DeadLetters.Tests;

public sealed class When_dead_letters_pile_up
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Should_say_so_once_for_each_filling()
    {
        await using var yard = await DeadYard.Start("--DeadLetters:Threshold=2");
        await yard.Publish();
        await yard.Dead(1);
        await yard.Publish();

        var (first, id) = await yard.Keeping.PiledUp();
        Assert.Equal(("train-model", 2, 2, first.FillingId), (first.Queue, first.Count, first.Threshold, id));
        var latest = (await yard.Dead(2))[0];
        Assert.StartsWith(
            $"2 messages died in train-model. The latest of run {latest["runId"]}: Handling it failed 3 times: The "
            + "valve is stuck.",
            first.Message);
        Assert.Equal(
            ((string)latest["id"]!, (string)latest["runId"]!), (first.Latest, first.LatestRunId.ToString()));

        await yard.Publish();
        var letters = await yard.Dead(3);
        foreach (var letter in letters[1..])
            await yard.Decide((string)letter["id"]!, "drop");
        await Depth(yard, 1);
        await yard.Publish();

        var (second, _) = await yard.Keeping.PiledUp();
        Assert.Equal(2, second.Count);
        Assert.NotEqual(first.FillingId, second.FillingId);
        await yard.Restart();
        await Depth(yard, 2);
        // The one that was being written down when the process ended may come once more, under its id.
        while (yard.Keeping.Waiting > 0)
            Assert.Equal(second.FillingId, (await yard.Keeping.PiledUp()).Event.FillingId);
    }

    [Fact]
    public async Task Should_refuse_a_threshold_that_is_not_possible()
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => DeadYard.Start("--DeadLetters:Threshold=0"));

        Assert.StartsWith("DeadLetters:Threshold ", refusal.Message, StringComparison.Ordinal);
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
