using MassTransit;
using Microsoft.Extensions.Time.Testing;
using Trainyard.Contracts;
using Trainyard.Jobs.Store;

namespace Trainyard.Jobs.Tests;

public sealed class When_work_keeps_checkpoints
{
    private readonly Guid _run = Guid.NewGuid();

    [Fact]
    public async Task Should_give_the_latest_to_whoever_takes_over_and_refuse_those_of_the_late()
    {
        // The clock of the first stands still, a minute ago: its lease is over for everybody else.
        var (work, go) = (new TaskCompletionSource<JobContext>(), new TaskCompletionSource());
        var asleep = new FakeTimeProvider(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1));
        await using var sleeper = await JobYard.Start(
            Working(work, go.Task), options: new YardOptions { Time = asleep });
        await sleeper.Bus.Publish(JobYard.Command(_run));
        var late = await work.Task;
        Assert.Null(late.Checkpoint);
        await Keep(sleeper, late, 1);
        await Keep(sleeper, late, 2);

        var (over, end) = (new TaskCompletionSource<JobContext>(), new TaskCompletionSource());
        await using var awake = await JobYard.Start(Working(over, end.Task), sleeper);
        var next = await over.Task;
        Assert.Equal(Reference(2), next.Checkpoint);
        Assert.Equal((2, 2L), (next.Attempt, next.Claim));

        var tried = new TaskCompletionSource<ArtifactReference>();
        await JobYard.Until(() =>
        {
            late.KeepCheckpoint(_ =>
            {
                tried.TrySetResult(Reference(3));
                return tried.Task;
            });
            return Task.FromResult(tried.Task.IsCompleted ? tried : null);
        });
        go.SetResult();
        await sleeper.Stop(); // which waits until that one was refused
        Assert.Equal(Reference(2), (await awake.Job(_run))!.Checkpoint);
        await Keep(awake, next, 4);
        end.SetResult();
        await awake.UntilHeard<ModelTrained>(_run);
        Assert.Null((await awake.Job(_run))!.Checkpoint);
    }

    [Fact]
    public async Task Should_give_the_latest_to_the_attempt_after_one_that_failed()
    {
        var seen = new List<ArtifactReference?>();
        JobYard? yard = null;
        await using var started = yard = await JobYard.Start(async (command, job, _) =>
        {
            seen.Add(job.Checkpoint);
            if (job.Attempt > 1)
                return JobYard.Reply(command, job);
            await Keep(yard!, job, 1);
            throw new IOException("The store of models is away.");
        });

        await yard.Bus.Publish(JobYard.Command(_run));

        await yard.UntilHeard<ModelTrained>(_run);
        Assert.Equal([null, Reference(1)], seen);
    }

    [Fact]
    public async Task Should_keep_one_more_when_its_process_ends_for_whoever_goes_on()
    {
        var (offers, begun) = (new List<bool>(), new TaskCompletionSource());
        await using var before = await JobYard.Start(async (_, job, cancellation) =>
        {
            var stopped = new TaskCompletionSource();
            await using var registration = cancellation.Register(stopped.SetResult);
            offers.Add(job.IsCheckpointDue);
            begun.SetResult();
            await stopped.Task;
            offers.Add(job.IsCheckpointDue);
            job.KeepCheckpoint(_ => Task.FromResult(Reference(7)));
            offers.Add(job.IsCheckpointDue);
            throw new OperationCanceledException(cancellation);
        });
        await before.Bus.Publish(JobYard.Command(_run));
        await begun.Task;
        await before.Stop();

        var work = new TaskCompletionSource<JobContext>();
        await using var after = await JobYard.Start(Working(work, Task.CompletedTask), before);

        Assert.Equal(Reference(7), (await work.Task).Checkpoint);
        Assert.Equal([false, true, false], offers);
    }

    [Fact]
    public async Task Should_forget_them_when_the_run_needs_the_work_no_more()
    {
        var work = new TaskCompletionSource<JobContext>();
        await using var yard = await JobYard.Start(Working(work, new TaskCompletionSource().Task));
        await yard.Bus.Publish(JobYard.Command(_run));
        await Keep(yard, await work.Task, 1);

        await yard.Bus.Publish(new StopWork { RunId = _run });

        Assert.Null((await yard.UntilJob(_run, job => job.State == JobState.Cancelled)).Checkpoint);
    }

    [Fact]
    public async Task Should_go_on_when_one_can_not_be_stored()
    {
        var tried = new TaskCompletionSource();
        await using var yard = await JobYard.Start(async (command, job, _) =>
        {
            job.KeepCheckpoint(_ =>
            {
                tried.SetResult();
                throw new IOException("The disk is full.");
            });
            await tried.Task;
            return JobYard.Reply(command, job);
        });

        await yard.Bus.Publish(JobYard.Command(_run));

        Assert.Equal(1, (await yard.UntilHeard<ModelTrained>(_run))[0].Message.Work.Attempt);
        Assert.Single(yard.Received);
    }

    [Fact]
    public async Task Should_ask_for_one_at_each_interval_but_spend_no_more_than_a_twentieth_on_holding_up_the_work()
    {
        var (time, work) = (new FakeTimeProvider(), new TaskCompletionSource<JobContext>());
        await using var yard = await JobYard.Start(
            Working(work, new TaskCompletionSource().Task),
            options: new YardOptions("--Jobs:TrainModel:Checkpoint=00:00:10") { Time = time });
        await yard.Bus.Publish(JobYard.Command(_run));
        var job = await work.Task;

        Assert.False(IsDueAfter(7.9)); // a fifth is for storing it
        Assert.True(IsDueAfter(0.1));
        foreach (var number in new[] { 1, 2, 3 })
        {
            await KeepHolding(number, seconds: 5); // the first ones say little
            Assert.False(IsDueAfter(7.9));
            await UntilDueAfter(0.1);
        }

        await KeepHolding(4, seconds: 1);
        Assert.False(IsDueAfter(19.9));
        await UntilDueAfter(0.1);
        await KeepHolding(5, seconds: 0);
        Assert.False(IsDueAfter(7.9));
        await UntilDueAfter(0.1);

        async Task KeepHolding(int number, double seconds)
        {
            Assert.True(job.IsCheckpointDue);
            time.Advance(TimeSpan.FromSeconds(seconds));
            var begun = new TaskCompletionSource();
            job.KeepCheckpoint(_ =>
            {
                begun.SetResult();
                return Task.FromResult(Reference(number));
            });
            await begun.Task;
            await yard.UntilJob(_run, stored => stored.Checkpoint == Reference(number));
        }

        // It is not while the one before is still being stored.
        Task UntilDueAfter(double seconds)
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            return JobYard.Until(() => Task.FromResult(job.IsCheckpointDue ? job : null));
        }

        bool IsDueAfter(double seconds)
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            return job.IsCheckpointDue;
        }
    }

    [Fact]
    public async Task Should_stop_while_one_is_being_stored()
    {
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource<ArtifactReference>());
        var stopped = new TaskCompletionSource();
        await using var yard = await JobYard.Start(async (_, job, cancellation) =>
        {
            job.KeepCheckpoint(_ =>
            {
                begun.SetResult();
                return end.Task; // whatever its token says
            });
            var until = new TaskCompletionSource();
            await using var registration = cancellation.Register(until.SetResult);
            await until.Task;
            stopped.SetResult();
            throw new OperationCanceledException(cancellation);
        });
        await yard.Bus.Publish(JobYard.Command(_run));
        await begun.Task;

        await yard.Bus.Publish(new StopWork { RunId = _run });
        await stopped.Task.WaitAsync(TimeSpan.FromMinutes(2));
        end.SetResult(Reference(1));

        await yard.Stop();
        var job = (await yard.Job(_run))!;
        Assert.Equal((JobState.Cancelled, null), (job.State, job.Checkpoint));
    }

    private static Play Working(TaskCompletionSource<JobContext> work, Task until) =>
        async (command, job, cancellation) =>
        {
            work.TrySetResult(job);
            await until.WaitAsync(cancellation);
            return JobYard.Reply(command, job);
        };

    // Again and again: one that comes while another is being stored is left out.
    private Task<JobDocument> Keep(JobYard yard, JobContext job, int number) => JobYard.Until(async () =>
    {
        if (await yard.Job(_run) is { } stored && stored.Checkpoint == Reference(number))
            return stored;
        job.KeepCheckpoint(_ => Task.FromResult(Reference(number)));
        return null;
    });

    private static ArtifactReference Reference(int number) => new()
    {
        Sha256 = new string((char)('0' + number), 64), Size = number, MediaType = "text/plain", Schema = "x/1",
    };
}
