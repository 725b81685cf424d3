using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Jobs.Store;
using Trainyard.Jobs.Worker;
using Trainyard.Support;

namespace Trainyard.Jobs.Tests;

public sealed class When_one_reply_always_fails : IAsyncDisposable
{
    private const int Replies = 250;

    private readonly TestYard _yard = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2024, 5, 6, 0, 0, 0, TimeSpan.Zero));
    private readonly HashSet<Guid> _published = [];

    public ValueTask DisposeAsync() => _yard.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_publish_those_behind_it(bool timesOut)
    {
        var jobs = _yard.Documents(JobDocument.Collection);
        var ids = Enumerable.Range(0, Replies).Select(_ => Guid.NewGuid()).ToList();
        foreach (var (number, id) in ids.Index())
            Assert.True(await jobs.TryInsert(Done(id, _time.GetUtcNow().AddSeconds(number - Replies))));
        var tried = 0;
        using var sweeper = Sweeper(id =>
        {
            if (id != ids[0])
                return;
            tried++;
            throw timesOut ? new BusTimeoutException("The bus is slow.") : new InvalidOperationException("Never.");
        });

        for (var second = 0; second < 60; second++)
        {
            await sweeper.Look(default);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(ids.Skip(1).Order(), _published.Order());
        // It is tried again all the same, at growing distances.
        Assert.InRange(tried, 2, 5);
    }

    private static JobDocument Done(Guid id, DateTimeOffset due) => new()
    {
        Id = $"TrainModel/{id}",
        Kind = nameof(TrainModel),
        RunId = id,
        Command = System.Text.Json.JsonSerializer.SerializeToElement(new { }),
        State = JobState.Done,
        DueAt = due,
        ReplyType = nameof(ModelTrained),
        Reply = JobReply.Of((ModelTrained)Scripts.Reply(new TrainModel
        {
            RunId = id, Definition = Scripts.Blob("d"), Seed = 1, Training = Scripts.Blob("t"),
            Features = Scripts.Blob("f"), Samples = Scripts.Blob("s"),
        })).Body,
        ReplyId = id,
    };

    private ReplySweeper<TrainModel> Sweeper(Action<Guid> before)
    {
        var kind = new JobKind<TrainModel>(command => command.RunId.ToString(), new Performer("training", null))
        {
            Step = Step.Train, Run = command => command.RunId,
        };
        var store = new JobStore<TrainModel>(
            _yard.Documents(JobDocument.Collection), _yard.Documents(StoppedRun.Collection), kind, _time);
        var bus = CapturedBus.To((_, id) =>
        {
            before(id);
            Assert.True(_published.Add(id), "It was published twice.");
        });
        var publisher = new JobPublisher<TrainModel>(store, bus, NullLogger<JobPublisher<TrainModel>>.Instance);
        return new(store, publisher, _time, NullLogger<ReplySweeper<TrainModel>>.Instance);
    }
}
