using MassTransit;
using Trainyard.Contracts;
using Trainyard.Jobs.Store;
using Trainyard.Support;

namespace Trainyard.Jobs.Tests;

public sealed class When_the_clock_jumps
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly Guid _run = Guid.NewGuid();

    public static TheoryData<int> Days => [1, -1];

    [Theory, MemberData(nameof(Days))]
    public async Task Should_leave_a_lease_to_its_worker_until_as_much_has_passed(int days)
    {
        await using var jobs = new StoredJobs();
        await jobs.Accept();
        var other = jobs.AnotherProcess(jobs.Time);
        _ = await jobs.Claim();
        Assert.Null(await other.Next(CancellationToken.None));

        jobs.Time.Jump(TimeSpan.FromDays(days));
        jobs.Time.Advance(StoredJobs.Lease - Moment);
        Assert.Null(await other.Next(CancellationToken.None));
        jobs.Time.Advance(Moment);

        Assert.Equal(JobState.Running, (await other.Next(CancellationToken.None))!.Document.State);
    }

    [Theory, MemberData(nameof(Days))]
    public async Task Should_leave_a_lease_to_a_worker_that_goes_by_another_clock_as_long_as_it_renews_it(int days)
    {
        await using var jobs = new StoredJobs();
        await jobs.Accept();
        var claim = (await jobs.Claim())!;
        var clock = new JumpingTime(jobs.Time.GetUtcNow().AddDays(days));
        var other = jobs.AnotherProcess(clock);

        for (var second = 0; second < 60; second++)
        {
            Assert.True(await jobs.Store.Renew(claim, StoredJobs.Lease, CancellationToken.None));
            Assert.Null(await other.Next(CancellationToken.None));
            jobs.Time.Advance(TimeSpan.FromSeconds(1));
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        // It dies, and is renewed no more.
        clock.Advance(StoredJobs.Lease);
        Assert.NotNull(await other.Next(CancellationToken.None));
    }

    [Theory, MemberData(nameof(Days))]
    public async Task Should_renew_a_lease_that_it_has_at_the_time_that_the_clock_shows_now(int days)
    {
        await using var jobs = new StoredJobs();
        await jobs.Accept();
        var claim = (await jobs.Claim())!;

        jobs.Time.Jump(TimeSpan.FromDays(days));
        Assert.True(await jobs.Store.Renew(claim, StoredJobs.Lease, CancellationToken.None));

        Assert.Equal(jobs.Time.GetUtcNow() + StoredJobs.Lease, (await jobs.Job()).DueAt);
    }

    [Theory, MemberData(nameof(Days))]
    public async Task Should_begin_with_what_waits_and_try_again_what_failed_as_if_it_had_not(int days)
    {
        await using var jobs = new StoredJobs();
        await jobs.Accept();
        var pause = TimeSpan.FromSeconds(4);
        await jobs.Store.Release((await jobs.Claim())!, pause, countsAsAttempt: true, CancellationToken.None);
        Assert.Null(await jobs.Claim());
        var waits = await jobs.Accept("other");

        jobs.Time.Jump(TimeSpan.FromDays(days));

        Assert.Equal(waits, (await jobs.Claim())!.RunId);
        jobs.Time.Advance(pause - Moment);
        Assert.Null(await jobs.Claim());
        jobs.Time.Advance(Moment);
        Assert.Equal(2, (await jobs.Claim())!.Attempt);
    }

    [Fact]
    public async Task Should_publish_a_reply_that_was_not_though_the_clock_was_set_back()
    {
        await using var jobs = new StoredJobs();
        await jobs.Accept();
        _ = await jobs.Complete((await jobs.Claim())!);

        jobs.Time.Jump(TimeSpan.FromDays(-1));
        jobs.Time.Advance(JobStore<TrainModel>.ReplyGrace);

        Assert.Single(await jobs.Store.Unpublished(CancellationToken.None));
        Assert.Empty(await jobs.Store.Unpublished(CancellationToken.None));
    }

    [Theory, MemberData(nameof(Days))]
    public async Task Should_end_the_work_under_way_and_all_that_comes_after_as_without(int days)
    {
        var clock = new ShiftedTime(TimeSpan.Zero);
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var yard = await JobYard.Start(
            async (command, job, cancellation) =>
            {
                if (command.RunId == _run)
                {
                    begun.TrySetResult();
                    await go.Task.WaitAsync(cancellation);
                }

                return JobYard.Reply(command, job);
            },
            options: new YardOptions("--Jobs:Lease=00:00:02") { Time = clock });
        await using var other = await JobYard.Start(
            (command, job, _) => Task.FromResult(JobYard.Reply(command, job)), yard,
            new YardOptions("--Jobs:Lease=00:00:02"));
        await yard.Bus.Publish(JobYard.Command(_run));
        await begun.Task;

        clock.Ahead = TimeSpan.FromDays(days);
        // Renewed twice since, under the eyes of one whose clock did not jump.
        var first = await yard.UntilJob(_run, job => (job.DueAt - clock.GetUtcNow())!.Value.Duration() < Minute);
        await yard.UntilJob(_run, job => job.DueAt > first.DueAt);
        go.SetResult();
        var later = Guid.NewGuid();
        await yard.Bus.Publish(JobYard.Command(later));

        Assert.Equal(1, (await yard.UntilHeard<ModelTrained>(_run))[0].Message.Work.Attempt);
        var last = await yard.UntilJob(later, job => job.State == JobState.Done);
        Assert.Equal((1L, 1), (last.Fence, last.Attempt));
        Assert.DoesNotContain(other.Received, heard => heard.Message.RunId == _run);
    }

    private static TimeSpan Minute => TimeSpan.FromMinutes(1);
}
