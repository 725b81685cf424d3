using MassTransit;
using Trainyard.Contracts;
using Trainyard.Jobs.Store;

namespace Trainyard.Jobs.Tests;

public sealed class When_a_run_is_stopped
{
    private readonly Guid _run = Guid.NewGuid();
    private readonly TaskCompletionSource _started = new();
    private readonly TaskCompletionSource _stopped = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_stop_what_is_under_way(bool isElsewhere)
    {
        await using var yard = await JobYard.Start(UntilStopped);
        await yard.Bus.Publish(JobYard.Command(_run));
        await _started.Task;
        await using var other = await JobYard.Start(UntilStopped, yard, new YardOptions("--Jobs:Capacity=0"));

        await (isElsewhere ? other : yard).Bus.Publish(new StopWork { RunId = _run });

        await _stopped.Task.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(JobState.Cancelled, (await yard.UntilJob(_run, job => job.State != JobState.Running)).State);
        await yard.Stop();
        Assert.Empty(yard.Received);
    }

    [Fact]
    public async Task Should_never_begin_what_waits()
    {
        var (waiting, last) = (Guid.NewGuid(), Guid.NewGuid());
        var (begun, go) = (new List<Guid>(), new TaskCompletionSource());
        await using var yard = await JobYard.Start(
            async (command, job, cancellation) =>
            {
                begun.Add(command.RunId);
                await go.Task.WaitAsync(cancellation);
                return JobYard.Reply(command, job);
            },
            options: new YardOptions("--Jobs:Capacity=1"));
        await yard.Bus.Publish(JobYard.Command(_run));
        await yard.UntilJob(_run, job => job.State == JobState.Running);
        await yard.Bus.Publish(JobYard.Command(waiting));
        await yard.UntilJob(waiting, job => job.State == JobState.Waiting);

        await yard.Bus.Publish(new StopWork { RunId = waiting });
        await yard.UntilJob(waiting, job => job.State == JobState.Cancelled);
        await yard.Bus.Publish(JobYard.Command(last));
        go.SetResult();

        await yard.UntilHeard<ModelTrained>(last);
        Assert.Equal([_run, last], begun);
    }

    [Fact]
    public async Task Should_never_begin_what_is_ordered_after_it()
    {
        await using var yard = await JobYard.Start((_, _, _) => throw new InvalidOperationException("It began."));
        await yard.Store.CancelRun(_run, TestContext.Current.CancellationToken);

        await yard.Bus.Publish(JobYard.Command(_run));

        Assert.Equal(0, (await yard.UntilJob(_run, job => job.State == JobState.Cancelled)).Attempt);
    }

    [Fact]
    public async Task Should_leave_other_runs_and_answers_alone()
    {
        var other = Guid.NewGuid();
        await using var yard = await JobYard.Start((command, job, _) => Task.FromResult(JobYard.Reply(command, job)));
        await yard.Bus.Publish(JobYard.Command(_run));
        await yard.UntilHeard<ModelTrained>(_run);

        await yard.Store.CancelRun(_run, TestContext.Current.CancellationToken);
        await yard.Bus.Publish(JobYard.Command(_run));
        await yard.Bus.Publish(JobYard.Command(other));

        await yard.UntilHeard<ModelTrained>(other);
        await yard.UntilHeard<ModelTrained>(_run, 2);
    }

    private async Task<IMessage> UntilStopped(TrainModel command, JobContext job, CancellationToken cancellation)
    {
        _started.TrySetResult();
        var stopped = new TaskCompletionSource();
        await using var registration = cancellation.Register(() =>
        {
            _stopped.TrySetResult();
            stopped.SetResult();
        });
        await stopped.Task;
        // As native code would say that it was interrupted.
        throw new InvalidOperationException("Interrupted.");
    }
}
