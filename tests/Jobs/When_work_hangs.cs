using Trainyard.Contracts;
using Trainyard.Jobs.Store;

namespace Trainyard.Jobs.Tests;

public sealed class When_work_hangs : IDisposable
{
    private readonly Guid _run = Guid.NewGuid();
    private readonly ManualResetEventSlim _end = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_give_its_place_to_others_once_its_run_is_stopped(bool hangsAtOnce)
    {
        await using var yard = await JobYard.Start(
            async (command, job, cancellation) =>
            {
                if (command.RunId != _run)
                    return JobYard.Reply(command, job);
                if (!hangsAtOnce)
                    await Task.Yield();
                // As a system call does, which hears of nothing.
                _end.Wait(CancellationToken.None);
                return JobYard.Reply(command, job);
            },
            options: new YardOptions(
                "--Jobs:Capacity=1", "--Jobs:StopLimit=00:00:00.2", $"--Budget:Memory={1L << 28}",
                $"--Jobs:Memory={1L << 28}"));
        var next = Guid.NewGuid();
        await yard.Bus.Publish(JobYard.Command(_run));
        await yard.UntilJob(_run, job => job.State == JobState.Running);
        await yard.Bus.Publish(JobYard.Command(next));

        await yard.Bus.Publish(new StopWork { RunId = _run });

        await yard.UntilHeard<ModelTrained>(next);
        Assert.Equal(JobState.Cancelled, (await yard.Job(_run))!.State);
        _end.Set();
    }

    /// <summary>The store of blobs hears of nothing either.</summary>
    [Fact]
    public async Task Should_give_its_place_to_others_though_its_checkpoint_is_still_being_stored()
    {
        await using var yard = await JobYard.Start(
            async (command, job, cancellation) =>
            {
                if (command.RunId != _run)
                    return JobYard.Reply(command, job);
                job.KeepCheckpoint(_ =>
                {
                    _end.Wait(CancellationToken.None);
                    return Task.FromResult(command.Training);
                });
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
                return JobYard.Reply(command, job);
            },
            options: new YardOptions("--Jobs:Capacity=1", "--Jobs:StopLimit=00:00:00.2"));
        var next = Guid.NewGuid();
        await yard.Bus.Publish(JobYard.Command(_run));
        await yard.UntilJob(_run, job => job.State == JobState.Running);
        await yard.Bus.Publish(JobYard.Command(next));

        await yard.Bus.Publish(new StopWork { RunId = _run });

        await yard.UntilHeard<ModelTrained>(next);
        _end.Set();
    }

    public void Dispose() => _end.Dispose();
}
