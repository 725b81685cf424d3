using MassTransit;
using Trainyard.Contracts;
using Trainyard.Jobs.Store;

namespace Trainyard.Jobs.Tests;

public sealed class When_a_host_stops
{
    private readonly Guid _run = Guid.NewGuid();
    private readonly TaskCompletionSource _started = new();

    [Fact]
    public async Task Should_hand_the_lease_back_so_that_the_next_goes_on_at_once_with_the_same_attempt()
    {
        await using var before = await JobYard.Start(async (command, job, cancellation) =>
        {
            _started.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return JobYard.Reply(command, job);
        });
        await before.Bus.Publish(JobYard.Command(_run));
        await _started.Task;
        await before.Stop();
        var handedBack = (await before.Job(_run))!;

        await using var after = await JobYard.Start(
            (command, job, _) => Task.FromResult(JobYard.Reply(command, job)), before);

        var reply = (await after.UntilHeard<ModelTrained>(_run))[0].Message;
        Assert.Equal((JobState.Waiting, 0), (handedBack.State, handedBack.Attempt));
        Assert.Equal(1, reply.Work.Attempt);
        Assert.DoesNotContain(after.Received, heard => heard.Message is AttemptFailed);
    }

    /// <summary>Whoever starts on its folder with other rights asks first what it would go on with: nothing comes of a
    /// reply to a run that has ended.</summary>
    [Fact]
    public async Task Should_count_as_open_all_that_the_next_would_go_on_with()
    {
        await using var yard = await JobYard.Start(
            (command, job, _) => Task.FromResult(JobYard.Reply(command, job)),
            options: new YardOptions("--Jobs:Capacity=0"));
        var (minute, cancellation) = (TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(0, await yard.Open());
        await Accept();
        Assert.Equal(1, await yard.Open());
        await yard.ClaimAndDie(await Accept(), minute);
        Assert.Equal(2, await yard.Open());
        var failed = await yard.ClaimAndDie(await Accept(), minute);
        await yard.Store.Release(failed, minute, countsAsAttempt: true, cancellation);
        Assert.Equal(3, await yard.Open());
        var done = await yard.ClaimAndDie(await Accept(), minute);
        done = await yard.Store.Complete(
            done, JobReply.Of(new StopWork { RunId = done.RunId!.Value }), null, cancellation);
        Assert.Equal(4, await yard.Open());
        var others = await yard.Jobs.LookOpen(
            nameof(TrainModel), (run, _) => Task.FromResult<DateTimeOffset?>(DateTimeOffset.UnixEpoch), cancellation);
        Assert.Equal(3, others.Count);
        Assert.DoesNotContain(done!.Id, others.First);
        await yard.Store.MarkPublished(done, cancellation);
        await yard.Store.CancelRun(failed.RunId!.Value, cancellation);
        Assert.Equal(2, await yard.Open());

        async Task<Guid> Accept()
        {
            var command = JobYard.Command(Guid.NewGuid());
            await yard.Store.Accept(command, Guid.NewGuid(), cancellation);
            return command.RunId;
        }
    }

    [Fact]
    public async Task Should_publish_the_answer_of_work_that_ends_just_then_before_the_bus_is_gone()
    {
        await using var yard = await JobYard.Start(async (command, job, cancellation) =>
        {
            var stopped = new TaskCompletionSource();
            await using var registration = cancellation.Register(stopped.SetResult);
            _started.SetResult();
            await stopped.Task;
            return JobYard.Reply(command, job);
        });
        await yard.Bus.Publish(JobYard.Command(_run));
        await _started.Task;

        await yard.Stop();

        Assert.IsType<ModelTrained>(Assert.Single(yard.Sent));
        Assert.Null((await yard.Job(_run))!.DueAt);
    }
}
