using MassTransit;
using Trainyard.Contracts;
using Trainyard.Jobs.Store;

namespace Trainyard.Jobs.Tests;

public sealed class When_work_begins
{
    private readonly Guid _run = Guid.NewGuid();

    [Fact]
    public async Task Should_say_so_once_for_each_attempt_that_goes_on_for_a_while()
    {
        var said = new SemaphoreSlim(0);
        await using var yard = await JobYard.Start(async (command, job, cancellation) =>
        {
            await said.WaitAsync(cancellation);
            return job.Attempt == 1 ? throw new InvalidOperationException("It broke.") : JobYard.Reply(command, job);
        });

        await yard.Bus.Publish(JobYard.Command(_run));
        var first = Assert.Single(await yard.UntilHeard<StepBegun>(_run)).Message;
        said.Release();
        var both = await yard.UntilHeard<StepBegun>(_run, 2);
        said.Release();
        await yard.UntilHeard<ModelTrained>(_run);

        Assert.Equal((Step.Train, 1), (first.Step, first.Attempt));
        Assert.Equal([1, 2], both.Select(begun => begun.Message.Attempt));
    }

    [Fact]
    public async Task Should_say_nothing_of_work_that_is_over_at_once()
    {
        await using var yard = await JobYard.Start(
            (command, job, _) => Task.FromResult(JobYard.Reply(command, job)),
            options: new YardOptions("--Jobs:PollInterval=00:00:05"));

        await yard.Bus.Publish(JobYard.Command(_run));
        await yard.UntilHeard<ModelTrained>(_run);
        await yard.Stop();

        Assert.Empty(yard.Begun);
    }

    /// <summary>There is one place, and all the memory is one part: what waits for its pause has neither.</summary>
    [Fact]
    public async Task Should_have_the_place_of_one_that_waits_for_its_next_attempt()
    {
        await using var yard = await JobYard.Start(
            (command, job, _) => command.RunId == _run
                ? throw new InvalidOperationException("It broke.")
                : Task.FromResult(JobYard.Reply(command, job)),
            options: new YardOptions(
                "--Jobs:Capacity=1", "--Jobs:RetryAfter=00:10:00", $"--Budget:Memory={1L << 28}",
                $"--Jobs:Memory={1L << 28}"));
        await yard.Bus.Publish(JobYard.Command(_run));
        await yard.UntilHeard<AttemptFailed>(_run);

        var other = Guid.NewGuid();
        await yard.Bus.Publish(JobYard.Command(other));

        await yard.UntilHeard<ModelTrained>(other);
        var waits = (await yard.Job(_run))!;
        Assert.Equal((JobState.Waiting, null, 1), (waits.State, waits.Worker, waits.Attempt));
    }

    /// <summary>All memory is another's: the job stays anybody's, and nobody holds its lease idle.</summary>
    [Fact]
    public async Task Should_not_have_been_claimed_before_there_was_room_for_it()
    {
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var yard = await JobYard.Start(
            async (command, job, cancellation) =>
            {
                begun.TrySetResult();
                await go.Task.WaitAsync(cancellation);
                return JobYard.Reply(command, job);
            },
            options: new YardOptions($"--Budget:Memory={1L << 28}", $"--Jobs:Memory={1L << 28}"));
        await yard.Bus.Publish(JobYard.Command(_run));
        await begun.Task;
        var other = Guid.NewGuid();
        await yard.Bus.Publish(JobYard.Command(other));
        await yard.UntilJob(other, job => job.State == JobState.Waiting);

        // The worker has looked for work since: another of its kind waits as the first one's lease is renewed.
        var due = (await yard.Job(_run))!.DueAt;
        await yard.UntilJob(_run, job => job.DueAt > due);
        Assert.Equal((JobState.Waiting, 0L), ((await yard.Job(other))!.State, (await yard.Job(other))!.Fence));
        go.SetResult();

        await yard.UntilHeard<ModelTrained>(other);
    }
}
