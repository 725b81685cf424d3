using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Trainyard.Api.Runs;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.Retention;
using Trainyard.Hosting.Settings;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline.AcceptRequest;
using Trainyard.Pipeline.FollowProgress;
using Trainyard.Pipeline.ReadRuns;
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
    private IDocuments<LeavingRun> _leaving = null!;

    public ValueTask InitializeAsync()
    {
        _runs = _yard.Documents(TrainingRun.Collection);
        _pages = _yard.Documents(RecordPages.Beside(TrainingRun.Collection));
        _requests = _yard.Documents(RequestDocument.Collection);
        _progress = _yard.Documents(ProgressConsumer.Collection);
        _leaving = _yard.Documents(LeavingRun.Collection);
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
        Assert.Empty(await _leaving.Query(new()));
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

    /// <summary>A message that comes at the last moment may be that a version was registered.</summary>
    [Fact]
    public async Task Should_stay_with_all_that_belongs_to_it_where_one_is_changed_at_the_last_moment()
    {
        var run = await Store(ended: Long, requested: TimeSpan.Zero);
        var changed = new ChangedBeforeDelete(_runs, run => run.Version = 7);

        await Apply(changed);

        Assert.Equal(7, (await _runs.Find($"{run}"))!.Document.Version);
        Assert.Equal(1, await _pages.Count(new()));
        _time.Advance(TimeSpan.FromHours(1));
        await Apply();
        Assert.Equal(1, await _pages.Count(new()));
        Assert.Empty(await _leaving.Query(new()));
    }

    [Fact]
    public async Task Should_leave_nothing_of_one_whose_removal_was_cut_short()
    {
        var run = await Store(ended: Long, requested: TimeSpan.Zero);
        var stored = (await _runs.Find($"{run}"))!;
        await _leaving.TryInsert(new LeavingRun(run, Now));
        Assert.True(await _runs.TryDelete($"{run}", stored.Version));
        _time.Advance(TimeSpan.FromHours(1));

        await Apply();

        Assert.Equal((0, 0), (await _pages.Count(new()), await _progress.Count(new())));
        Assert.Empty(await _leaving.Query(new()));
    }

    [Fact]
    public async Task Should_leave_no_progress_that_came_after_they_had_gone()
    {
        await _progress.TryInsert(new TrainingProgressed
        {
            RunId = Guid.NewGuid(), Iteration = 1, Iterations = 2, Metric = "auc", Elapsed = TimeSpan.Zero,
        });

        Assert.Equal(1, (await Apply())["progress"]);
    }

    /// <summary>A key that is known for longer than its run would lead to a run that is gone.</summary>
    [Theory]
    [InlineData("Retention:Requests=366.00:00:00")]
    [InlineData("Retention:Requests=31.00:00:00", "Retention:Runs=30.00:00:00")]
    public void Should_not_go_before_their_requests(params string[] settings) => Assert.Equal(
        "Retention:Requests must be at most Retention:Runs",
        Assert.Throws<SettingsException>(() =>
            new YardBuilder([.. settings.Select(setting => "--" + setting)]).Add(new PipelineService()).Build())
            .Message);

    [Fact]
    public void Should_take_their_requests_along_where_nothing_else_is_said() => Assert.Equal(
        TimeSpan.FromDays(30), new RetentionSettings { Runs = TimeSpan.FromDays(30) }.Requests);

    /// <summary>Nobody waits for a run that began, ended and was removed.</summary>
    [Fact]
    public async Task Should_not_be_read_as_ones_that_have_not_begun()
    {
        var (gone, waits) = (Request(Guid.NewGuid(), Long), Request(Guid.NewGuid(), Long) with { HasBegun = false });
        await _requests.TryInsert(gone);
        await _requests.TryInsert(waits);
        var reader = new RunReader(_runs, new SagaRecord<TrainingRun>(_pages), _requests, _progress);

        Assert.Null(await reader.Read(gone.RunId, TestContext.Current.CancellationToken));
        Assert.Equal(
            RunStates.Requested, (await reader.Read(waits.RunId, TestContext.Current.CancellationToken))!.State);
    }

    private Task<IReadOnlyDictionary<string, int>> Apply(IDocuments<TrainingRun>? runs = null) => new RunRetention(
        runs ?? _runs, new SagaRecord<TrainingRun>(_pages), _requests, _progress, _leaving, Settings, _time)
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

    /// <summary>Runs that somebody changes between the look at one and its removal.</summary>
    private sealed class ChangedBeforeDelete(IDocuments<TrainingRun> inner, Action<TrainingRun> change)
        : IDocuments<TrainingRun>
    {
        public Task<Stored<TrainingRun>?> Find(string id, CancellationToken cancellation) =>
            inner.Find(id, cancellation);

        public Task<bool> TryInsert(TrainingRun document, CancellationToken cancellation) =>
            inner.TryInsert(document, cancellation);

        public Task<bool> TryReplace(TrainingRun document, long version, CancellationToken cancellation) =>
            inner.TryReplace(document, version, cancellation);

        public Task<IReadOnlyList<Stored<TrainingRun>>> Query(DocumentQuery query, CancellationToken cancellation) =>
            inner.Query(query, cancellation);

        public Task<IReadOnlyList<Listed<TRow>>> Rows<TRow>(DocumentQuery query, CancellationToken cancellation)
            where TRow : class => inner.Rows<TRow>(query, cancellation);

        public Task<long> Count(DocumentQuery query, CancellationToken cancellation) =>
            inner.Count(query, cancellation);

        public Task<bool> Delete(string id, CancellationToken cancellation) => inner.Delete(id, cancellation);

        public async Task<bool> TryDelete(string id, long version, CancellationToken cancellation)
        {
            var stored = (await inner.Find(id, cancellation))!;
            change(stored.Document);
            Assert.True(await inner.TryReplace(stored.Document, stored.Version, cancellation));
            return await inner.TryDelete(id, version, cancellation);
        }
    }
}
