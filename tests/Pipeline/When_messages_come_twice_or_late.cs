using System.Text.Json.Nodes;
using MassTransit;
using Trainyard.Contracts;
using Trainyard.Persistence.Documents;
using Trainyard.Sagas;

namespace Trainyard.Pipeline.Tests;

public sealed class When_messages_come_twice_or_late
{
    [Fact]
    public async Task Should_command_nothing_twice_when_every_reply_comes_three_times()
    {
        await using var yard = await RunningYard.Start(command => Enumerable.Repeat(Scripts.Reply(command), 3));
        var runId = Guid.NewGuid();

        await yard.Bus.Publish(Scripts.Start(runId));

        Assert.IsType<TrainingSucceeded>(await yard.Ending());
        var run = await yard.RunWith(runId, nameof(TrainingSucceeded));
        Assert.Equal("Succeeded", (string?)run["state"]);
        Assert.Equal(8, yard.Commands.Count);
    }

    /// <summary>A worker that begins, and a process that was away, give a run another deadline.</summary>
    [Fact]
    public async Task Should_not_end_at_a_deadline_that_is_another_by_now()
    {
        await using var yard = await RunningYard.Start(
            command => command is TrainModel ? [] : Scripts.Success(command));
        var runId = Guid.NewGuid();
        await yard.Bus.Publish(Scripts.Start(runId));
        await yard.Commanded<TrainModel>();
        var before = (await yard.Document(runId, run => run.Step == Step.Train)).Deadline!.Value;
        await yard.Bus.Publish(new StepBegun { RunId = runId, Step = Step.Train, Attempt = 1 });
        var now = (await yard.Document(runId, run => run.IsStepBegun)).Deadline!.Value;

        await yard.Bus.Publish(Scripts.Passed(runId, Step.Train, before));
        await yard.RunWith(runId, nameof(StepDeadlinePassed));
        Assert.Equal("Training", (await yard.Document(runId, _ => true)).State);
        await yard.Bus.Publish(Scripts.Passed(runId, Step.Train, now));

        Assert.Equal(FailureReason.DeadlineExceeded, Assert.IsType<TrainingFailed>(await yard.Ending()).Reason);
    }

    /// <summary>Registering is not stopped half-way, so that the version is there: its run is kept, and is not accused
    /// of having none.</summary>
    [Fact]
    public async Task Should_keep_the_version_that_was_registered_while_the_run_was_cancelled()
    {
        await using var yard = await RunningYard.Start(
            command => command is RegisterModel ? [] : Scripts.Success(command));
        var runId = Guid.NewGuid();
        await yard.Bus.Publish(Scripts.Start(runId));
        var command = await yard.Commanded<RegisterModel>();
        await yard.RunWith(runId, nameof(RegisterModel));
        await yard.Bus.Publish(new CancelRun { RunId = runId, RequestedBy = "grace" });
        Assert.IsType<TrainingCancelled>(await yard.Ending());

        await yard.Bus.Publish((ModelRegistered)Scripts.Reply(command));

        var run = await yard.Document(runId, run => run.Journal.Names.Contains(nameof(ModelRegistered)));
        Assert.Equal(("Cancelled", 3), (run.State, run.Version));
        Assert.Single(yard.Endings);
    }

    [Fact]
    public async Task Should_write_down_one_message_once_however_often_it_is_delivered()
    {
        await using var yard = await RunningYard.Start(command => command is CheckData ? [] : Scripts.Success(command));
        var runId = Guid.NewGuid();
        var messageId = NewId.NextGuid();
        await yard.Bus.Publish(Scripts.Start(runId));
        var command = await yard.Commanded<CheckData>();
        var failed = new AttemptFailed
        {
            RunId = runId, Step = Step.Check, Attempt = 1, Reason = "The disk was full.",
            RetryAfter = TimeSpan.FromSeconds(1), Work = Scripts.Work(),
        };
        foreach (var _ in Enumerable.Range(0, 5))
            await yard.Bus.Publish(failed, publish => publish.MessageId = messageId);
        await yard.Bus.Publish((DataAccepted)Scripts.Reply(command));

        await yard.Ending();
        var run = await yard.RunWith(runId, nameof(TrainingSucceeded));
        Assert.Single(run["record"]!.AsArray(), entry => (string?)entry!["message"] == nameof(AttemptFailed));
    }

    [Fact]
    public async Task Should_stay_small_and_say_all_that_was_news_when_10_000_come_late()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var runId = Guid.NewGuid();
        await yard.Bus.Publish(Scripts.Start(runId));
        Assert.IsType<TrainingSucceeded>(await yard.Ending());
        var before = (await yard.RunWith(runId, nameof(TrainingSucceeded)))["record"]!.AsArray();

        await Parallel.ForEachAsync(Enumerable.Range(1, 10_000), async (number, cancellation) =>
        {
            object late = (number % 4) switch
            {
                0 => new CancelRun { RunId = runId, RequestedBy = "grace", Reason = new string('x', 500) },
                1 => new ResumeRun { RunId = runId },
                2 => Scripts.Passed(runId, Step.Train),
                _ => Scripts.Start(runId),
            };
            await yard.Bus.Publish(late, late.GetType(), cancellation);
        });

        var run = await yard.Document(runId, run => run.Journal.Repeats.Values.Sum() + run.Journal.Quiet >= 10_000 - 4);
        Assert.InRange(DocumentJson.Write(run).Length, 1, 64 * 1024);
        Assert.Equal("Succeeded", run.State);
        var after = (await yard.Run(runId))["record"]!.AsArray();
        Assert.InRange(after.Count, before.Count, before.Count + Journal.MostQuiet + 4);
        Assert.Equal(
            Enumerable.Range(1, after.Count), after.Select(entry => (int)entry!["number"]!));
        Assert.Equal(
            before.Select(entry => entry!.ToJsonString()),
            after.Take(before.Count).Select(entry => entry!.ToJsonString()));
        var diagram = await yard.Http.GetStringAsync($"/runs/{runId}/diagram");
        Assert.Contains(nameof(DataFetched), diagram, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_cancel_a_run_whose_cancellation_overtook_its_start()
    {
        await using var yard = await RunningYard.Start(_ => []);
        var runId = Guid.NewGuid();

        await yard.Bus.Publish(new CancelRun { RunId = runId, RequestedBy = "grace" });
        await yard.Bus.Publish(Scripts.Start(runId));

        Assert.Equal("grace", Assert.IsType<TrainingCancelled>(await yard.Ending()).CancelledBy);
    }

    [Fact]
    public async Task Should_end_once_whatever_comes_after_the_end()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var runId = Guid.NewGuid();
        await yard.Bus.Publish(Scripts.Start(runId, threshold: 0.9));
        Assert.IsType<TrainingFailed>(await yard.Ending());
        var ended = IdOf(await yard.RunWith(runId, nameof(TrainingFailed)), nameof(TrainingFailed));

        await yard.Bus.Publish(new ResumeRun { RunId = runId });
        await yard.Bus.Publish(new CancelRun { RunId = runId, RequestedBy = "grace" });
        await yard.Bus.Publish(Scripts.Passed(runId, Step.Validate));
        await yard.Bus.Publish(
            new StepFaulted { RunId = runId, Step = Step.Gate, Reason = "late", Work = Scripts.Work() });
        await yard.Bus.Publish(Scripts.Start(runId));

        await yard.RunWith(runId, nameof(ResumeRun));
        var run = await yard.RunWith(runId, nameof(StepFaulted));
        Assert.Equal("Rejected", (string?)run["state"]);
        Assert.Equal(ended, IdOf(run, nameof(TrainingFailed)));
        Assert.Single(yard.Endings);
        Assert.Single(yard.Commands, command => command is FetchData);
    }

    [Fact]
    public async Task Should_keep_every_run_apart_when_many_go_on_at_once()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var runs = Enumerable.Range(0, 40).Select(_ => Guid.NewGuid()).ToList();

        await Task.WhenAll(runs.Select(runId => yard.Bus.Publish(Scripts.Start(runId))));

        foreach (var _ in runs)
            Assert.IsType<TrainingSucceeded>(await yard.Ending());
        Assert.Equal(runs.Order(), yard.Endings.Select(ending => ending.RunId).Order());
        Assert.Equal(40 * 8, yard.Commands.Count);
    }

    private static string? IdOf(JsonNode run, string message) =>
        (string?)run["record"]!.AsArray().Single(entry => (string?)entry!["message"] == message)!["messageId"];
}
