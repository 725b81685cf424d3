using MassTransit;
using Microsoft.Extensions.Time.Testing;
using Trainyard.Contracts;
using Trainyard.Jobs.Store;
using Trainyard.Support;

namespace Trainyard.Jobs.Tests;

public sealed class When_a_worker_dies
{
    private static readonly YardOptions Idle = new("--Jobs:Capacity=0");

    private readonly Guid _run = Guid.NewGuid();

    private static Play Replies => (command, job, _) => Task.FromResult(JobYard.Reply(command, job));

    [Fact]
    public async Task Should_have_another_take_over_when_the_lease_is_over_and_say_so()
    {
        await using var dead = await JobYard.Start(Replies, options: Idle);
        await dead.Store.Accept(JobYard.Command(_run), Guid.NewGuid(), TestContext.Current.CancellationToken);
        var claim = await dead.ClaimAndDie(_run, TimeSpan.FromMilliseconds(500));

        await using var next = await JobYard.Start(Replies, dead);

        var reply = (await next.UntilHeard<ModelTrained>(_run))[0].Message;
        var lost = (await next.UntilHeard<AttemptFailed>(_run))[0].Message;
        Assert.True(reply.Work.StartedAt >= claim.DueAt, "The job was taken from a worker whose lease still held.");
        Assert.Equal((2, 1, "gone/1"), (reply.Work.Attempt, lost.Attempt, lost.Work.Worker));
        Assert.Null(await dead.Store.Complete(claim, null, null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Should_have_its_job_taken_over_however_many_others_wait()
    {
        await using var dead = await JobYard.Start(Replies, options: Idle);
        await dead.Store.Accept(JobYard.Command(_run), Guid.NewGuid(), TestContext.Current.CancellationToken);
        await dead.ClaimAndDie(_run, TimeSpan.FromMilliseconds(300));
        await dead.Store.Accept(JobYard.Command(Guid.NewGuid()), null, TestContext.Current.CancellationToken);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var (others, taken) = (0, new TaskCompletionSource<bool>());

        // Whatever is done brings more to do, so that the backlog never ends of itself. Time passes only while work is
        // done: enough for another look at held jobs, and none between two questions for the next job.
        await using var next = await JobYard.Start(
            async (command, job, cancellation) =>
            {
                time.Advance(TimeSpan.FromMilliseconds(300));
                if (command.RunId == _run)
                    taken.TrySetResult(true);
                else if (++others == 30)
                    taken.TrySetResult(false);
                for (var more = 0; more < 2 && !taken.Task.IsCompleted; more++)
                    await dead.Store.Accept(JobYard.Command(Guid.NewGuid()), null, cancellation);
                return JobYard.Reply(command, job);
            },
            dead,
            new YardOptions("--Jobs:Capacity=1") { Time = time });

        Assert.True(await taken.Task, "Its job waits behind all that waits.");
    }

    [Fact]
    public async Task Should_fault_the_step_when_every_attempt_ended_so_without_trying_once_more()
    {
        var starts = 0;
        await using var dead = await JobYard.Start(Replies, options: Idle);
        await dead.Store.Accept(JobYard.Command(_run), Guid.NewGuid(), TestContext.Current.CancellationToken);
        for (var attempt = 1; attempt <= 3; attempt++)
            await dead.ClaimAndDie(_run, TimeSpan.Zero);

        await using var next = await JobYard.Start(
            (command, job, _) =>
            {
                Interlocked.Increment(ref starts);
                return Task.FromResult(JobYard.Reply(command, job));
            },
            dead);

        var faulted = (await next.UntilHeard<StepFaulted>(_run))[0].Message;
        Assert.Equal("The worker died, or lost its lease, on the last of 3 attempts.", faulted.Reason);
        Assert.Equal(0, starts);
    }

    [Fact]
    public async Task Should_refuse_the_answer_of_a_worker_that_slept_past_its_lease()
    {
        // The clock of the first stands still, a minute ago: it never renews, and its lease is over for everybody else.
        var (started, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var asleep = new FakeTimeProvider(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1));
        await using var sleeper = await JobYard.Start(
            async (command, job, _) =>
            {
                started.SetResult();
                await go.Task;
                return JobYard.Reply(command, job);
            },
            options: new YardOptions { Time = asleep });
        await sleeper.Bus.Publish(JobYard.Command(_run));
        await started.Task;

        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var awake = await JobYard.Start(
            async (command, job, _) =>
            {
                begun.SetResult();
                await end.Task;
                return JobYard.Reply(command, job);
            },
            sleeper);
        await begun.Task;
        go.SetResult();
        await sleeper.Stop();
        var during = (await awake.Job(_run))!;
        end.SetResult();

        Assert.Equal((JobState.Running, 2L), (during.State, during.Fence));
        Assert.Equal(2, (await awake.UntilHeard<ModelTrained>(_run))[0].Message.Work.Attempt);
        Assert.Empty(sleeper.Received);
    }

    [Fact]
    public async Task Should_keep_the_lease_of_work_that_is_longer_than_it()
    {
        var (started, go) = (new TaskCompletionSource<DateTimeOffset>(), new TaskCompletionSource());
        Play longWork = async (command, job, cancellation) =>
        {
            started.TrySetResult(TimeProvider.System.GetUtcNow());
            await go.Task.WaitAsync(cancellation);
            return JobYard.Reply(command, job);
        };
        await using var yard = await JobYard.Start(longWork, options: new YardOptions("--Jobs:Lease=00:00:02"));
        await yard.Bus.Publish(JobYard.Command(_run));
        await started.Task;
        await using var other = await JobYard.Start(longWork, yard, new YardOptions("--Jobs:Lease=00:00:02"));

        // Renewed twice: each time by more than what pulses would explain.
        var first = (await yard.Job(_run))!.DueAt;
        var second = (await yard.UntilJob(_run, job => job.DueAt > first)).DueAt;
        await yard.UntilJob(_run, job => job.DueAt > second);
        go.SetResult();

        var reply = (await yard.UntilHeard<ModelTrained>(_run))[0].Message;
        Assert.Equal(1, reply.Work.Attempt);
        Assert.Empty(other.Received);
    }

    [Fact]
    public async Task Should_publish_an_answer_that_it_stored_but_did_not_publish_under_the_same_id()
    {
        await using var dead = await JobYard.Start(Replies, options: Idle);
        var done = await StoreReply(dead);

        await using var later = await JobYard.Start(
            Replies, dead, Idle with { Time = new ShiftedTime(TimeSpan.FromMinutes(1)) });

        Assert.Equal(done.ReplyId, (await later.UntilHeard<ModelTrained>(_run))[0].Id);
        await later.UntilJob(_run, job => job.DueAt is null);
    }

    [Fact]
    public async Task Should_break_leases_and_publish_answers_at_once_in_a_store_of_its_own()
    {
        var other = Guid.NewGuid();
        await using var dead = await JobYard.Start(Replies, options: Idle);
        await dead.Store.Accept(JobYard.Command(other), Guid.NewGuid(), TestContext.Current.CancellationToken);
        await dead.ClaimAndDie(other, TimeSpan.FromMinutes(10));
        var done = await StoreReply(dead);
        await dead.Stop();

        await using var alone = await JobYard.Start(Replies, dead, new YardOptions("--Jobs:BreakLeases=true"));

        Assert.Equal(2, (await alone.UntilHeard<ModelTrained>(other))[0].Message.Work.Attempt);
        Assert.Equal(done.ReplyId, (await alone.UntilHeard<ModelTrained>(_run))[0].Id);
    }

    private async Task<JobDocument> StoreReply(JobYard yard)
    {
        var command = JobYard.Command(_run);
        var work = new WorkDone
        {
            Service = "training", Worker = "gone/1", Attempt = 1, StartedAt = TimeProvider.System.GetUtcNow(),
            Elapsed = TimeSpan.Zero,
        };
        await yard.Store.Accept(command, Guid.NewGuid(), TestContext.Current.CancellationToken);
        var claim = await yard.ClaimAndDie(_run, TimeSpan.FromMinutes(1));
        var reply = new ModelTrained
        {
            RunId = _run, Work = work, Model = command.Training, Trainer = "played", IsReproducible = true,
            Figures = new Dictionary<string, double>(),
        };
        return (await yard.Store.Complete(claim, JobReply.Of(reply), null, TestContext.Current.CancellationToken))!;
    }
}
