using System.Diagnostics;
using Trainyard.Contracts;
using Trainyard.Persistence.Tracing;

namespace Trainyard.Jobs.Tests;

public sealed class When_a_command_brings_a_trace
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private readonly Guid _run = Guid.NewGuid();

    [Fact]
    public async Task Should_work_and_reply_under_it_in_a_process_that_exports_none()
    {
        var during = new TaskCompletionSource<Activity?>();
        await using var yard = await JobYard.Start((command, job, _) =>
        {
            during.TrySetResult(Activity.Current);
            return Task.FromResult(JobYard.Reply(command, job));
        });

        using (StoredTrace.Begin(new StoredTrace(Parent), "test"))
            await yard.Bus.Publish(JobYard.Command(_run));

        var worked = (await during.Task)!;
        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", true), (worked.TraceId.ToString(), worked.Recorded));
        Assert.Equal("TrainModel attempt", worked.OperationName);
        Assert.StartsWith(Parent[..36], await yard.TraceOf<ModelTrained>(), StringComparison.Ordinal);
        Assert.EndsWith("-01", await yard.TraceOf<ModelTrained>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_publish_a_stored_reply_under_it_though_the_process_is_another()
    {
        await using var dead = await JobYard.Start(
            (_, _, _) => throw new InvalidOperationException(), options: new YardOptions("--Jobs:Capacity=0"));
        using (StoredTrace.Begin(new StoredTrace(Parent), "test"))
            await dead.Store.Accept(JobYard.Command(_run), Guid.NewGuid(), TestContext.Current.CancellationToken);
        var claim = await dead.ClaimAndDie(_run, TimeSpan.FromMinutes(1));
        await dead.Store.Complete(
            claim, Store.JobReply.Of(JobYard.Reply(JobYard.Command(_run), new TestContextJob())), null,
            TestContext.Current.CancellationToken);
        await dead.Stop();

        await using var next = await JobYard.Start(
            (_, _, _) => throw new InvalidOperationException(), before: dead,
            options: new YardOptions("--Jobs:BreakLeases=true"));

        Assert.StartsWith(Parent[..36], await next.TraceOf<ModelTrained>(), StringComparison.Ordinal);
    }

    private sealed class TestContextJob : JobContext
    {
        public override int Attempt => 1;

        public override WorkDone Work => new()
        {
            Service = "training", Worker = "gone/1", Attempt = 1, StartedAt = DateTimeOffset.UnixEpoch,
            Elapsed = TimeSpan.Zero,
        };

        public override void Report(IMessage progress) => throw new NotSupportedException();
    }
}
