using MassTransit;
using Trainyard.Contracts;
using Trainyard.Jobs.Store;

namespace Trainyard.Jobs.Tests;

public sealed class When_a_command_comes_in
{
    private readonly Guid _run = Guid.NewGuid();

    [Fact]
    public async Task Should_do_the_work_once_and_answer_once()
    {
        var done = 0;
        await using var yard = await JobYard.Start((command, job, _) =>
        {
            Interlocked.Increment(ref done);
            return Task.FromResult(JobYard.Reply(command, job));
        });

        await yard.Bus.Publish(JobYard.Command(_run));

        var (reply, id) = (await yard.UntilHeard<ModelTrained>(_run))[0];
        var job = await yard.UntilJob(_run, found => found is { State: JobState.Done, DueAt: null });
        Assert.Equal((1, 1, 1L), (done, job.Attempt, job.Fence));
        Assert.Equal(job.ReplyId, id);
        Assert.Equal(("training", 1), (reply.Work.Service, reply.Work.Attempt));
        Assert.Single(yard.Received);
    }

    [Fact]
    public async Task Should_answer_whoever_asks_again_under_the_same_id_without_doing_the_work_again()
    {
        var done = 0;
        await using var yard = await JobYard.Start((command, job, _) =>
        {
            Interlocked.Increment(ref done);
            return Task.FromResult(JobYard.Reply(command, job));
        });
        await yard.Bus.Publish(JobYard.Command(_run));
        await yard.UntilHeard<ModelTrained>(_run);

        await yard.Bus.Publish(JobYard.Command(_run));

        var heard = await yard.UntilHeard<ModelTrained>(_run, 2);
        Assert.Single(heard.Select(reply => reply.Id).Distinct());
        Assert.Equal(1, done);
        await yard.UntilJob(_run, job => job.DueAt is null);
    }

    [Fact]
    public async Task Should_remember_no_more_of_the_messages_than_it_may()
    {
        await using var yard = await JobYard.Start((_, _, cancellation) => Waiting(cancellation));

        for (var message = 0; message < JobDocument.MostReceived + 5; message++)
            _ = await yard.Store.Accept(JobYard.Command(_run), Guid.NewGuid(), default);

        var job = await yard.UntilJob(_run, _ => true);
        Assert.Equal(JobDocument.MostReceived, job.Received.Count);

        static async Task<IMessage> Waiting(CancellationToken cancellation)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public async Task Should_answer_once_however_many_copies_of_the_order_come()
    {
        await using var yard = await JobYard.Start((command, job, _) => Task.FromResult(JobYard.Reply(command, job)));
        var (asked, again) = (Guid.NewGuid(), Guid.NewGuid());
        await Publish(asked);
        await yard.UntilJob(_run, job => job is { State: JobState.Done, DueAt: null });

        await Publish(asked);
        await Publish(again);
        await yard.UntilHeard<ModelTrained>(_run, 2);
        foreach (var copy in new[] { asked, again, again })
            await Publish(copy);
        var other = Guid.NewGuid();
        await yard.Bus.Publish(JobYard.Command(other));

        // The queue is read in order, more or less: after the reply to a later command, no copy waits before it.
        await yard.UntilHeard<ModelTrained>(other);
        Assert.Equal(2, yard.Received.Count(heard => heard.Message.RunId == _run));
        Assert.Equal([asked, again], (await yard.Job(_run))!.Received);

        Task Publish(Guid id) => yard.Bus.Publish(JobYard.Command(_run), publish => publish.MessageId = id);
    }

    [Fact]
    public async Task Should_go_on_with_what_is_under_way_when_the_order_is_repeated()
    {
        var (starts, go) = (0, new TaskCompletionSource());
        await using var yard = await JobYard.Start(async (command, job, cancellation) =>
        {
            Interlocked.Increment(ref starts);
            await go.Task.WaitAsync(cancellation);
            return JobYard.Reply(command, job);
        });
        await yard.Bus.Publish(JobYard.Command(_run));
        var before = await yard.UntilJob(_run, job => job.State == JobState.Running);

        Assert.Null(await yard.Store.Accept(
            JobYard.Command(_run), Guid.NewGuid(), TestContext.Current.CancellationToken));
        var after = await yard.Job(_run);
        go.SetResult();

        await yard.UntilHeard<ModelTrained>(_run);
        Assert.Equal((before.Fence, before.State), (after!.Fence, after.State));
        Assert.Equal(1, starts);
        Assert.Single(yard.Received);
    }

    [Fact]
    public async Task Should_work_on_as_many_at_once_as_there_are_places()
    {
        var (under, most, go) = (0, 0, new TaskCompletionSource());
        var runs = Enumerable.Range(0, 7).Select(_ => Guid.NewGuid()).ToList();
        await using var yard = await JobYard.Start(
            async (command, job, cancellation) =>
            {
                var now = Interlocked.Increment(ref under);
                lock (go)
                    most = Math.Max(most, now);
                await go.Task.WaitAsync(cancellation);
                Interlocked.Decrement(ref under);
                return JobYard.Reply(command, job);
            },
            options: new YardOptions("--Jobs:TrainModel:Capacity=3", "--Jobs:Capacity=5"));

        foreach (var run in runs)
            await yard.Bus.Publish(JobYard.Command(run));
        foreach (var run in runs)
            await yard.UntilJob(run, _ => true);
        await JobYard.Until(() => Task.FromResult(under == 3 ? yard : null));
        go.SetResult();

        foreach (var run in runs)
            await yard.UntilHeard<ModelTrained>(run);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Should_let_no_report_slow_or_break_the_work()
    {
        await using var yard = await JobYard.Start((command, job, _) =>
        {
            for (var iteration = 0; iteration < 20_000; iteration++)
            {
                job.Report(new TrainingProgressed
                {
                    // JSON has no NaN: this report can't be published at all.
                    RunId = command.RunId, Iteration = iteration, Iterations = 20_000, Metric = "log_loss",
                    Loss = iteration % 2 == 0 ? 0.5 : double.NaN, Elapsed = job.Work.Elapsed,
                });
            }

            return Task.FromResult(JobYard.Reply(command, job));
        });

        await yard.Bus.Publish(JobYard.Command(_run));

        await yard.UntilHeard<ModelTrained>(_run);
        await yard.UntilHeard<TrainingProgressed>(_run);
        // Had the work waited for its reports, all ten thousand that can be published would have been.
        Assert.InRange(yard.Sent.Count(message => message is TrainingProgressed), 1, 5_000);
        Assert.Equal(1, (await yard.Job(_run))!.Attempt);
    }
}
