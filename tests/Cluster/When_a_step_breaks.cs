using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using MassTransit;
using Trainyard.Alerting.SendAlerts;
using Trainyard.Artifacts;
using Trainyard.Cli.Run;
using Trainyard.Contracts;
using Trainyard.DeadLetters;
using Trainyard.Pipeline.Tests;
using Trainyard.Pipelines;
using Trainyard.Support;

namespace Trainyard.Cluster.Tests;

[Trait(Tracks.Name, Tracks.Second)]
public sealed class When_a_step_breaks
{
    /// <summary>Every part has a name and a team of its own, and a few steps have names.</summary>
    private const string File = """
        pipeline: churn
        owner: crm
        participants:
          Pipeline:   { name: Conductor, team: platform }
          DataSource: { name: Warehouse, team: data }
          Trainer:    { name: Forest, team: science }
          Validator:  { name: Judge, team: quality }
          Registry:   { name: Shelf, team: models }
          Monitor:    { name: Watch, team: operations }
        steps:
          train: Fit the forest
          deploy: Put it into the shop
        source: { csv: churn.csv }
        target: { column: churn, positive: "Yes", task: binary }
        train: lightgbm
        deploy: { to: staging }
        """;

    /// <summary>What everybody must say: step, what it is called, who does it, whose that is.</summary>
    public static TheoryData<Step, string, string, string> Owners => new()
    {
        { Step.Fetch, "Fetch data", "Warehouse", "data" },
        { Step.Check, "Check data", "Conductor", "platform" },
        { Step.Prepare, "Prepare features", "Conductor", "platform" },
        { Step.Train, "Fit the forest", "Forest", "science" },
        { Step.Validate, "Validate model", "Judge", "quality" },
        { Step.Register, "Register version", "Shelf", "models" },
        { Step.Deploy, "Put it into the shop", "Watch", "operations" },
    };

    [Theory, MemberData(nameof(Owners))]
    public async Task Should_be_called_the_same_and_be_owned_by_the_same_wherever_it_is_told_of_a_fault(
        Step step, string name, string participant, string team) =>
        await Told(step, name, participant, team, command => [new StepFaulted
        {
            RunId = command.RunId, Step = step, Reason = "It broke.", Work = Scripts.Work(Sequence.Of(step).Service),
        }]);

    [Theory, MemberData(nameof(Owners))]
    public async Task Should_be_called_the_same_and_be_owned_by_the_same_wherever_it_is_told_of_a_deadline(
        Step step, string name, string participant, string team) =>
        await Told(
            step, name, participant, team,
            command => [new StepBegun { RunId = command.RunId, Step = step, Attempt = 1 }],
            $"--Pipeline:Deadlines:{step}=00:00:01");

    [Fact]
    public void Should_leave_no_step_out() => Assert.Equal(
        Sequence.Steps.Where(step => step.IsSent && !step.Reply!.IsAssignableTo(typeof(IRunEnding)))
            .Select(step => step.Step),
        Owners.Select(row => row.Data.Item1));

    private static async Task Told(
        Step step, string name, string participant, string team, Script breaks, params string[] settings)
    {
        var definition = PipelineFile.Read(File).Definition!;
        IRunCommand? sent = null;
        await using var yard = await RunningYard.Start(
            command =>
            {
                if (command.GetType() != Sequence.Of(step).Command)
                    return Scripts.Success(command);
                sent = command;
                return breaks(command);
            },
            folder: null, settings);
        var response = await yard.Http.PostAsJsonAsync(
            "/runs", new TrainRequested { Pipeline = File }, TestContext.Current.CancellationToken);
        var run = (Guid)(await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))![
            "runId"]!;

        var failed = Assert.IsType<TrainingFailed>(await yard.Ending());

        Assert.Equal((name, participant, team), (failed.StepName, failed.Participant, failed.Owner));
        Assert.Contains($"'{name}'", failed.Message, StringComparison.Ordinal);
        var alert = Alert.Of(failed, definition);
        Assert.Equal((name, participant, team), (alert.StepName, alert.Participant, alert.Owner));
        var told = alert.Participants.Single(part => part.Value.Name == participant);
        Assert.Equal(team, told.Value.Team);
        Assert.Equal($"{name} ({participant})", StepLine.LabelOf(step, definition));
        await yard.RunWith(run, nameof(TrainingFailed));
        var diagram = await yard.Http.GetStringAsync($"/runs/{run}/diagram", TestContext.Current.CancellationToken);
        Assert.Contains($"participant {told.Key} as {participant}<br/>({team})", diagram, StringComparison.Ordinal);
        Assert.Contains(
            settings.Length == 0 ? $"{told.Key}--x" : $"deadline of {name} passed", diagram, StringComparison.Ordinal);
        Assert.Equal(new StepOwner(name, participant, team), await DeadLetterOwner(yard, sent!));
    }

    /// <summary>What would be said of the command, had nobody been able to handle it.</summary>
    private static async Task<StepOwner?> DeadLetterOwner(RunningYard yard, IRunCommand command)
    {
        var artifacts = new FolderArtifactStore(
            new ArtifactSettings { Folder = Path.Combine(yard.Folder, "artifacts") });
        var envelope = new JsonObject
        {
            ["messageType"] = new JsonArray($"urn:message:Trainyard.Contracts:{command.GetType().Name}"),
            ["message"] = System.Text.Json.JsonSerializer.SerializeToNode(
                command, command.GetType(), System.Text.Json.JsonSerializerOptions.Web),
        };
        var body = DeadBody.Read(Encoding.UTF8.GetBytes(envelope.ToJsonString()));
        return await new StepOwners(artifacts).Of(body, TestContext.Current.CancellationToken);
    }
}
