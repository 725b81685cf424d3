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
