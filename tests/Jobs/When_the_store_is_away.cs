using MassTransit;
using Microsoft.Data.Sqlite;
using Trainyard.Contracts;

namespace Trainyard.Jobs.Tests;

public sealed class When_the_store_is_away
{
    private readonly Guid _run = Guid.NewGuid();
    private readonly Outage _outage = new();

    [Fact]
    public async Task Should_store_the_answer_when_it_is_back_without_doing_the_work_again()
    {
        var (starts, started, go) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        await using var yard = await JobYard.Start(
            async (command, job, cancellation) =>
            {
                Interlocked.Increment(ref starts);
                started.SetResult();
                await go.Task.WaitAsync(cancellation);
                return JobYard.Reply(command, job);
            },
            options: new YardOptions { Outage = _outage });
        await yard.Bus.Publish(JobYard.Command(_run));
        await started.Task;

        _outage.Begin();
        go.SetResult();
        await Refused(30);
        _outage.End();

        var reply = (await yard.UntilHeard<ModelTrained>(_run))[0].Message;
        Assert.Equal((1, 1), (starts, reply.Work.Attempt));
        Assert.Single(yard.Received);
    }

    [Fact]
    public async Task Should_keep_an_order_until_it_is_back_however_many_attempts_that_takes()
    {
        await using var yard = await JobYard.Start(
            (command, job, _) => Task.FromResult(JobYard.Reply(command, job)),
            options: new YardOptions("--Bus:Attempts=2", "--Jobs:PollInterval=00:00:00.900") { Outage = _outage });
        // Disk full, as SQLite says it. The worker looks at the store too, and not more often than the command is
        // tried.
        _outage.Begin(() => new SqliteException("database or disk is full", 13));

        await yard.Bus.Publish(JobYard.Command(_run));
        await Refused(6);
        _outage.End();

        await yard.UntilHeard<ModelTrained>(_run);
        Assert.Single(yard.Received);
    }

    [Fact]
    public async Task Should_look_again_at_every_pulse_and_no_more_often()
    {
        await using var yard = await JobYard.Start(
            (command, job, _) => Task.FromResult(JobYard.Reply(command, job)),
            options: new YardOptions { Outage = _outage });

        var began = TimeProvider.System.GetTimestamp();
        _outage.Begin();
        await Refused(8);
        var took = TimeProvider.System.GetElapsedTime(began);
        _outage.End();

        // One look a poll interval of 50 ms, and one a second for replies; the first may come at once.
        Assert.True(took > TimeSpan.FromMilliseconds(200), $"Eight looks took {took}.");
        await yard.Bus.Publish(JobYard.Command(_run));
        await yard.UntilHeard<ModelTrained>(_run);
    }

    [Fact]
    public async Task Should_stop_in_good_time_and_lose_nothing()
    {
        var started = new TaskCompletionSource();
        await using var yard = await JobYard.Start(
            async (command, job, cancellation) =>
            {
                started.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
                return JobYard.Reply(command, job);
            },
            options: new YardOptions { Outage = _outage });
        await yard.Bus.Publish(JobYard.Command(_run));
        await started.Task;
        _outage.Begin();

        await yard.Stop().WaitAsync(TimeSpan.FromSeconds(25), TestContext.Current.CancellationToken);
        await using var after = await JobYard.Start(
            (command, job, _) => Task.FromResult(JobYard.Reply(command, job)),
            yard,
            new YardOptions("--Jobs:BreakLeases=true"));

        Assert.Equal(2, (await after.UntilHeard<ModelTrained>(_run))[0].Message.Work.Attempt);
    }

    private Task<Outage> Refused(int count) =>
        JobYard.Until(() => Task.FromResult(_outage.Refused >= count ? _outage : null));
}
