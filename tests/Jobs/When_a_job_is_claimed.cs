using Trainyard.Jobs.Store;

namespace Trainyard.Jobs.Tests;

public sealed class When_a_job_is_claimed : IAsyncLifetime
{
    private readonly StoredJobs _jobs = new();

    public async ValueTask InitializeAsync() => await _jobs.Accept();

    public ValueTask DisposeAsync() => _jobs.DisposeAsync();

    [Fact]
    public async Task Should_have_its_lease_renewed_when_three_tenths_of_it_are_gone_and_not_before()
    {
        var claim = (await _jobs.Claim())!;
        _jobs.Time.Advance(StoredJobs.Lease * 0.29);
        Assert.True(await _jobs.Store.Renew(claim, StoredJobs.Lease, CancellationToken.None));
        Assert.Equal(claim.DueAt, (await _jobs.Job()).DueAt);

        _jobs.Time.Advance(StoredJobs.Lease * 0.01);
        Assert.True(await _jobs.Store.Renew(claim, StoredJobs.Lease, CancellationToken.None));

        Assert.Equal(_jobs.Time.GetUtcNow() + StoredJobs.Lease, (await _jobs.Job()).DueAt);
    }

    [Fact]
    public async Task Should_not_be_claimed_again_before_its_pause_is_over()
    {
        var pause = TimeSpan.FromSeconds(4);
        await _jobs.Store.Release((await _jobs.Claim())!, pause, countsAsAttempt: true, CancellationToken.None);
        _jobs.Time.Advance(pause - TimeSpan.FromMilliseconds(1));
        Assert.Null(await _jobs.Claim());

        _jobs.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(2, (await _jobs.Claim())!.Attempt);
    }

    [Fact]
    public async Task Should_have_its_reply_published_once_more_by_one_who_has_a_while_for_it()
    {
        var done = await _jobs.Complete((await _jobs.Claim())!);
        _jobs.Time.Advance(JobStore<Contracts.TrainModel>.ReplyGrace);

        var taken = Assert.Single(await _jobs.Store.Unpublished(CancellationToken.None));

        Assert.Equal(_jobs.Time.GetUtcNow() + JobStore<Contracts.TrainModel>.ReplyGrace, taken.DueAt);
        Assert.Empty(await _jobs.Store.Unpublished(CancellationToken.None));
        // Whoever published it before the grace was over comes too late to say so: it was taken up again.
        await _jobs.Store.MarkPublished(done, CancellationToken.None);
        Assert.Equal(taken.DueAt, (await _jobs.Job()).DueAt);
        await _jobs.Store.MarkPublished(taken, CancellationToken.None);
        Assert.Null((await _jobs.Job()).DueAt);
    }
}
