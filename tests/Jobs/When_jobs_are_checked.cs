using Trainyard.Jobs.Store;
using Trainyard.Persistence.ConsistencyChecks;

namespace Trainyard.Jobs.Tests;

public sealed class When_jobs_are_checked : IAsyncLifetime
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly StoredJobs _jobs = new();

    public async ValueTask InitializeAsync() => await _jobs.Accept();

    public ValueTask DisposeAsync() => _jobs.DisposeAsync();

    [Fact]
    public async Task Should_name_a_lease_that_is_over_and_that_nobody_took()
    {
        var claim = (await _jobs.Claim())!;
        _jobs.Time.Advance(StoredJobs.Lease + ConsistencyChecks.Grace);
        Assert.Empty(await _jobs.Look());

        _jobs.Time.Advance(Moment);

        var violation = Assert.Single(await _jobs.Look());
        Assert.Equal(("lease-not-renewed", claim.Id, claim.DueAt), (violation.Kind, violation.Id, violation.Since));
        Assert.StartsWith($"Attempt 1 at the job {claim.Id} is node-1/42's", violation.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_name_no_job_that_only_waits()
    {
        _jobs.Time.Advance(TimeSpan.FromDays(1));

        Assert.Empty(await _jobs.Look());
    }

    [Fact]
    public async Task Should_name_a_reply_that_nobody_published()
    {
        var done = await _jobs.Complete((await _jobs.Claim())!);
        _jobs.Time.Advance(JobStore<Contracts.TrainModel>.ReplyGrace + ConsistencyChecks.Grace - Moment);
        Assert.Empty(await _jobs.Look());

        _jobs.Time.Advance(Moment);

        var violation = Assert.Single(await _jobs.Look());
        Assert.Equal(("unpublished-reply", done.Id, done.DueAt), (violation.Kind, violation.Id, violation.Since));
        await _jobs.Store.MarkPublished(done, CancellationToken.None);
        Assert.Empty(await _jobs.Look());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_name_a_job_whose_run_has_ended(bool isClaimed)
    {
        var ended = _jobs.Time.GetUtcNow();
        if (isClaimed) await _jobs.Claim();
        _jobs.Time.Advance(ConsistencyChecks.Grace);
        Assert.Empty(await _jobs.Look((_, _) => Task.FromResult<DateTimeOffset?>(ended)));

        _jobs.Time.Advance(Moment);

        var violation = Assert.Single(await _jobs.Look(
            (run, _) => Task.FromResult<DateTimeOffset?>(run == _jobs.Run ? ended : null)));
        Assert.Equal(("job-of-ended-run", ended), (violation.Kind, violation.Since));
        Assert.Empty(await _jobs.Look((_, _) => Task.FromResult<DateTimeOffset?>(null)));
    }
}
