using System.Net;
using System.Net.Http.Json;
using Trainyard.Contracts;

namespace Trainyard.Pipeline.Tests;

public sealed class When_something_breaks
{
    [Fact]
    public async Task Should_fault_the_run_and_name_step_worker_and_owner()
    {
        await using var yard = await RunningYard.Start(command => command is TrainModel
            ? [new StepFaulted { RunId = command.RunId, Step = Step.Train, Reason = "The worker ran out of memory.",
                Work = Scripts.Work("training", attempt: 3) }]
            : Scripts.Success(command));

        await yard.Bus.Publish(Scripts.Start(Guid.NewGuid()));

        var failed = Assert.IsType<TrainingFailed>(await yard.Ending());
        Assert.Equal((RunOutcome.Faulted, FailureReason.StepFaulted, Step.Train, "growth"),
            (failed.Outcome, failed.Reason, failed.Step, failed.Owner));
        Assert.Equal(
            "The step 'Train model' broke on node-1/42 after 3 attempts: The worker ran out of memory.",
            failed.Message);
    }

    [Fact]
    public async Task Should_fault_the_run_and_keep_its_version_when_the_alias_can_not_be_moved()
    {
        await using var yard = await RunningYard.Start(command => command is RegisterModel
            ? [(ModelRegistered)Scripts.Reply(command) with
            {
                DeploymentId = null, Change = null, MoveStatement = null, MoveProblem = "Change 7 is not signed.",
            }]
            : Scripts.Success(command));

        await yard.Bus.Publish(Scripts.Start(Guid.NewGuid()));

        var failed = Assert.IsType<TrainingFailed>(await yard.Ending());
        Assert.Equal((RunOutcome.Faulted, Step.Register), (failed.Outcome, failed.Step));
        Assert.Equal(
            "Version 3 of model 'churn' is registered, and staging can't be moved to it: Change 7 is not signed.",
            failed.Message);
        Assert.Equal(3, (await yard.Document(failed.RunId, run => run.State == "Faulted")).Version);
    }

    [Fact]
    public async Task Should_fault_the_run_when_a_step_stays_silent_past_its_deadline_and_stop_the_work()
    {
        await using var yard = await RunningYard.Start(
            command => command is TrainModel
                ? [new StepBegun { RunId = command.RunId, Step = Step.Train, Attempt = 1 }]
                : Scripts.Success(command),
            settings: "--Pipeline:Deadlines:Train=00:00:01");
        var runId = Guid.NewGuid();

        await yard.Bus.Publish(Scripts.Start(runId));

        var failed = Assert.IsType<TrainingFailed>(await yard.Ending());
        Assert.Equal((RunOutcome.Faulted, FailureReason.DeadlineExceeded, Step.Train),
            (failed.Outcome, failed.Reason, failed.Step));
        Assert.Contains("the last sign of life was DataPrepared", failed.Message, StringComparison.Ordinal);
        Assert.Contains("owned by growth", failed.Message, StringComparison.Ordinal);
        await yard.RunWith(runId, nameof(StopWork));
    }

    [Fact]
    public async Task Should_fault_the_run_when_no_worker_begins_with_a_step_for_too_long()
    {
        await using var yard = await RunningYard.Start(
            command => command is TrainModel ? [] : Scripts.Success(command),
            settings: ["--Pipeline:Deadlines:Train=00:00:01", "--Pipeline:Deadlines:Waiting=00:00:05"]);

        await yard.Bus.Publish(Scripts.Start(Guid.NewGuid()));

        var failed = Assert.IsType<TrainingFailed>(await yard.Ending());
        Assert.Equal((FailureReason.DeadlineExceeded, Step.Train), (failed.Reason, failed.Step));
        Assert.StartsWith(
            "The step 'Train model' was not heard to begin within 00:00:05; ", failed.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_end_a_run_that_can_not_begin_and_say_what_kept_it_and_whose_it_is()
    {
        await using var yard = await RunningYard.Start(
            Scripts.Success, settings: "--Pipeline:Deadlines:Begin=00:00:01");
        // The definition of the pipeline can't be stored: where its folder was there is a file.
        var artifacts = Path.Combine(yard.Folder, "artifacts");
        Directory.Delete(artifacts, recursive: true);
        await File.WriteAllTextAsync(artifacts, "", TestContext.Current.CancellationToken);

        var pipeline = Scripts.Churn + "\nsteps: { accept: Take the request }\n";
        var accepted = await yard.Http.PostAsJsonAsync("/runs", new { pipeline, requestedBy = "ada" });

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var failed = Assert.IsType<TrainingFailed>(await yard.Ending());
        Assert.Equal((RunOutcome.Faulted, FailureReason.DeadlineExceeded, Step.Accept, "churn", "growth"),
            (failed.Outcome, failed.Reason, failed.Step, failed.Pipeline, failed.Owner));
        Assert.Equal("Take the request", failed.StepName);
        const string Message = "The run was accepted and did not begin within 00:00:01: "
            + "A file that the work needs is missing; the log of the service says more. It is owned by growth.";
        Assert.Equal(Message, failed.Message);
        var run = await yard.RunWith(failed.RunId, nameof(TrainingFailed));
        Assert.Equal(("Faulted", "ada"), ((string?)run["state"], (string?)run["requestedBy"]));
        await yard.Bus.Publish(Scripts.Start(failed.RunId));
        await yard.RunWith(failed.RunId, nameof(StartRun));
        Assert.Single(yard.Endings);
        Assert.Empty(yard.Commands);
    }

    [Fact]
    public async Task Should_announce_the_success_itself_when_monitoring_stays_silent()
    {
        await using var yard = await RunningYard.Start(
            command => command is AnnounceSuccess ? [] : Scripts.Success(command),
            settings: "--Pipeline:Deadlines:Announce=00:00:01");

        await yard.Bus.Publish(Scripts.Start(Guid.NewGuid()));

        Assert.Equal(3, Assert.IsType<TrainingSucceeded>(await yard.Ending()).Version);
    }

    [Fact]
    public async Task Should_show_a_failed_attempt_in_the_diagram_and_go_on()
    {
        await using var yard = await RunningYard.Start(command => command is TrainModel
            ? [
                new AttemptFailed { RunId = command.RunId, Step = Step.Train, Attempt = 1,
                    Reason = "The disk was full.",
                    RetryAfter = TimeSpan.FromSeconds(1), Work = Scripts.Work() },
                (ModelTrained)Scripts.Reply(command) with { Work = Scripts.Work("training", attempt: 2) },
            ]
            : Scripts.Success(command));
        var runId = Guid.NewGuid();

        await yard.Bus.Publish(Scripts.Start(runId));

        Assert.IsType<TrainingSucceeded>(await yard.Ending());
        await yard.RunWith(runId, nameof(AttemptFailed));
        var diagram = await yard.Http.GetStringAsync($"/runs/{runId}/diagram");
        Assert.Contains("Note over Trainer: attempt 1 failed: The disk was full.", diagram, StringComparison.Ordinal);
        Assert.Contains("ModelTrained in 1.5 s, attempt 2", diagram, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_go_on_after_a_restart_with_the_step_that_was_under_way()
    {
        var before = await RunningYard.Start(command => command is TrainModel ? [] : Scripts.Success(command));
        var runId = Guid.NewGuid();
        await before.Bus.Publish(Scripts.Start(runId));
        await before.Commanded<TrainModel>();
        await before.RunWith(runId, nameof(TrainModel));
        await before.DisposeAsync();

        await using var after = await RunningYard.Start(Scripts.Success, before.Folder);

        var succeeded = Assert.IsType<TrainingSucceeded>(await after.Ending());
        Assert.Equal(runId, succeeded.RunId);
        Assert.Equal("TrainModel", after.Commands.First().GetType().Name);
    }

    [Theory]
    [InlineData(typeof(FetchData))]
    [InlineData(typeof(CheckData))]
    [InlineData(typeof(PrepareData))]
    [InlineData(typeof(TrainModel))]
    [InlineData(typeof(ValidateModel))]
    [InlineData(typeof(RegisterModel))]
    [InlineData(typeof(DeployModel))]
    public async Task Should_cancel_on_request_whatever_is_under_way(Type underWay)
    {
        await using var yard =
            await RunningYard.Start(command => command.GetType() == underWay ? [] : Scripts.Success(command));
        var runId = Guid.NewGuid();
        await yard.Bus.Publish(Scripts.Start(runId));
        await yard.RunWith(runId, underWay.Name);

        var response = await yard.Http.PostAsJsonAsync(
            $"/runs/{runId}/cancel", new { requestedBy = "grace", reason = "wrong data" });

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var cancelled = Assert.IsType<TrainingCancelled>(await yard.Ending());
        Assert.Equal(("grace", "wrong data"), (cancelled.CancelledBy, cancelled.Reason));
        var run = await yard.RunWith(runId, nameof(StopWork));
        Assert.Equal("Cancelled", (string?)run["state"]);
    }
}
