using System.Text.Json.Nodes;
using Trainyard.Api;
using Trainyard.Contracts;

namespace Trainyard.Pipeline.Tests;

public sealed class When_all_goes_well
{
    [Fact]
    public async Task Should_order_each_step_once_in_the_sequence_of_the_design()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var runId = Guid.NewGuid();

        await yard.Bus.Publish(Scripts.Start(runId));

        Assert.IsType<TrainingSucceeded>(await yard.Ending());
        Assert.Equal(
            ["FetchData", "CheckData", "PrepareData", "TrainModel", "ValidateModel", "RegisterModel", "DeployModel",
                "AnnounceSuccess"],
            yard.Commands.Select(command => command.GetType().Name));
    }

    [Fact]
    public async Task Should_write_down_every_message_with_who_and_how_long()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var runId = Guid.NewGuid();

        await yard.Bus.Publish(Scripts.Start(runId));

        await yard.Ending();
        var run = await yard.RunWith(runId, nameof(TrainingSucceeded));
        Assert.Equal("Succeeded", (string?)run["state"]);
        Assert.Equal(3, (int?)run["version"]);
        Assert.Equal(0.84, (double?)run["gate"]![0]!["observed"]);
        var record = run["record"]!.AsArray();
        // The request, and a command and a reply for each step.
        var count = 1 + 2 * Sequence.Steps.Count(step => step.IsSent);
        Assert.Equal(Enumerable.Range(1, count), record.Select(entry => (int)entry!["number"]!));
        var trained = record.Single(entry => (string?)entry!["message"] == nameof(ModelTrained))!;
        Assert.Equal("node-1/42", (string?)trained["work"]!["worker"]);
        Assert.Equal(Scripts.Blob("model").Sha256, (string?)trained["artifacts"]!["model"]!["sha256"]);
    }

    [Fact]
    public async Task Should_not_say_that_it_deployed_what_a_later_change_had_replaced()
    {
        await using var yard = await RunningYard.Start(command => Scripts.Success(command).Select(reply =>
            reply is ModelDeployed deployed ? deployed with
            {
                IsSuperseded = true, AnswersWithChange = deployed.Change + 1, PointsToChange = deployed.Change + 1,
                AnswersWithVersion = deployed.Version + 1, PointsToVersion = deployed.Version + 1,
            } : reply));

        var runId = Guid.NewGuid();
        await yard.Bus.Publish(Scripts.Start(runId));

        var succeeded = Assert.IsType<TrainingSucceeded>(await yard.Ending());
        Assert.Equal((3, null, null), (succeeded.Version, succeeded.Alias, succeeded.Endpoint));
        var told = await yard.RunWith(runId, nameof(TrainingSucceeded));
        var warning = Assert.Single(told["findings"]!.AsArray(), finding => (string?)finding!["rule"] == "deploy")!;
        Assert.Contains(
            "version 4 answered at 'staging' already", (string?)warning["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_tell_the_client_all_that_it_tells_anybody()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var runId = Guid.NewGuid();
        await yard.Bus.Publish(Scripts.Start(runId));
        await yard.Ending();
        var told = await yard.RunWith(runId, nameof(TrainingSucceeded));

        var client = new TrainyardClient(yard.Http);
        var read = await client.Runs.Read(runId, TestContext.Current.CancellationToken);

        Assert.Equal(RunOutcome.Succeeded, read.Outcome);
        Assert.True(JsonNode.DeepEquals(told, ApiJson.Node(read)), $"{told}\nis not\n{ApiJson.Node(read)}");
    }

    [Fact]
    public async Task Should_draw_what_happened_under_the_names_that_the_pipeline_gives()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var runId = Guid.NewGuid();

        await yard.Bus.Publish(Scripts.Start(runId));

        await yard.Ending();
        await yard.RunWith(runId, nameof(TrainingSucceeded));
        var diagram = await yard.Http.GetStringAsync($"/runs/{runId}/diagram");
        Assert.Contains("participant Trainer as LightGBM<br/>(growth)", diagram, StringComparison.Ordinal);
        Assert.Contains("Trainer-->>Pipeline: ModelTrained in 1.5 s", diagram, StringComparison.Ordinal);
        Assert.Contains("alt metrics meet the gate: auc 0.84 is >= 0.8", diagram, StringComparison.Ordinal);
        Assert.Contains("Monitor-->>Engineer: TrainingSucceeded, version 3", diagram, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_leave_deployment_out_where_the_pipeline_does_not_ask_for_it()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);

        await yard.Bus.Publish(Scripts.Start(Guid.NewGuid(), deployTo: null));

        var succeeded = Assert.IsType<TrainingSucceeded>(await yard.Ending());
        Assert.Null(succeeded.Alias);
        Assert.DoesNotContain(yard.Commands, command => command is DeployModel);
    }
}
