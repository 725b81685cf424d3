using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Trainyard.Contracts;
using Trainyard.Hosting.Retention;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline.AcceptRequest;
using Trainyard.Pipeline.FollowProgress;
using Trainyard.Pipeline.RetainRuns;
using Trainyard.Pipeline.RunTraining;
using Trainyard.Sagas;

namespace Trainyard.Pipeline.Tests;

public sealed class When_runs_are_old : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RetentionSettings Settings = new();
    private static readonly TimeSpan Long = Settings.Runs + TimeSpan.FromMinutes(1);

    private readonly TestYard _yard = new();
    private readonly FakeTimeProvider _time = new(Now);
    private IDocuments<TrainingRun> _runs = null!;
    private IDocuments<RecordPage<TrainingRun>> _pages = null!;
    private IDocuments<RequestDocument> _requests = null!;
    private IDocuments<TrainingProgressed> _progress = null!;

    public ValueTask InitializeAsync()
    {
        _runs = _yard.Documents(TrainingRun.Collection);
        _pages = _yard.Documents(RecordPages.Beside(TrainingRun.Collection));
        _requests = _yard.Documents(RequestDocument.Collection);
        _progress = _yard.Documents(ProgressConsumer.Collection);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _yard.DisposeAsync();

    [Fact]
    public async Task Should_go_with_all_that_was_kept_of_them()
    {
        for (var run = 0; run < 450; run++)
            await Store(ended: Long, requested: Long);
        var recent = await Store(ended: Settings.Runs - TimeSpan.FromMinutes(1), requested: TimeSpan.FromHours(1));

        var removed = await Apply();

        Assert.Equal((450, 450), (removed["runs"], removed["requests"]));
        Assert.Equal([recent], (await _runs.Query(new())).Select(run => run.Document.CorrelationId));
        Assert.Equal([recent], (await _pages.Query(new())).Select(page => page.Document.Saga));
        Assert.Equal([recent], (await _requests.Query(new())).Select(request => request.Document.RunId));
        Assert.Empty(await _progress.Query(new()));
        Assert.Equal(0, (await Apply()).Values.Sum());
    }

    [Fact]
    public async Task Should_stay_while_something_needs_them()
    {
        var registered = await Store(ended: Long, requested: TimeSpan.Zero, version: 1);
        var goesOn = await Store(ended: null, requested: Long);
        var hasToSay = await Store(ended: Long, requested: TimeSpan.Zero, hasToSay: true);

        await Apply();

        Guid[] stay = [registered, goesOn, hasToSay];
        Assert.Equal(stay.Order(), (await _runs.Query(new())).Select(run => run.Document.CorrelationId).Order());
        Assert.Equal(3, await _pages.Count(new()));
        Assert.Equal(3, await _requests.Count(new()));
        Assert.Equal([goesOn], (await _progress.Query(new())).Select(latest => latest.Document.RunId));
    }

    [Fact]
    public async Task Should_take_nothing_of_a_request_that_has_not_begun()
    {
        var request = Request(Guid.NewGuid(), Long) with { HasBegun = false };
        await _requests.TryInsert(request);

        await Apply();

        Assert.NotNull(await _requests.Find($"{request.RunId}"));
    }

    private Task<IReadOnlyDictionary<string, int>> Apply() => new RunRetention(
        _runs, new SagaRecord<TrainingRun>(_pages), _requests, _progress, Settings, _time)
        .Apply(TestContext.Current.CancellationToken);

    private async Task<Guid> Store(TimeSpan? ended, TimeSpan requested, int? version = null, bool hasToSay = false)
    {
        var run = new TrainingRun
        {
            CorrelationId = Guid.NewGuid(), State = ended is null ? "Training" : "Succeeded", Version = version,
            RequestedAt = Now - Long, EndedAt = ended is { } since ? Now - since : null,
        };
        if (hasToSay)
            run.Journal.Entries.Add(Received() with { Direction = JournalDirection.Sent, IsDispatched = false });
        await _runs.TryInsert(run);
        await _pages.TryInsert(new RecordPage<TrainingRun>
        {
            Saga = run.CorrelationId, Entries = [Received() with { Number = 1 }],
        });
        await _requests.TryInsert(Request(run.CorrelationId, requested));
        await _progress.TryInsert(new TrainingProgressed
        {
            RunId = run.CorrelationId, Iteration = 1, Iterations = 2, Metric = "auc", Elapsed = TimeSpan.Zero,
        });
        return run.CorrelationId;
    }

    private static RequestDocument Request(Guid run, TimeSpan ago) => new()
    {
        RunId = run, Request = new TrainRequested(), AcceptedAt = Now - ago, HasBegun = true,
    };

    private static JournalEntry Received() => new()
    {
        Direction = JournalDirection.Received, MessageId = Guid.NewGuid(), Message = nameof(StartRun), At = Now,
        Body = JsonSerializer.SerializeToElement(new { }),
    };
}
