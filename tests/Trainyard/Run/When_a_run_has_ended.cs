using System.Text.Json.Nodes;
using Trainyard.Api.Alerts;
using Trainyard.Api.Runs;
using Trainyard.Cli.Run;
using Trainyard.Contracts;
using Summary = Trainyard.Cli.Run.RunSummary;

namespace Trainyard.Cli.Tests.Run;

public sealed class When_a_run_has_ended : IDisposable
{
    private static readonly object Answer = new { version = 3, predictions = new[] { new { prediction = 0.7 } } };

    private const string Endpoint = "/models/churn/staging/predict";

    private readonly string _data = Directory.CreateTempSubdirectory("summary-").FullName;
    private readonly PlayedServer _server = new();

    private string Diagram => Path.Combine(_data, "runs", $"{Churn.RunId}.mmd");

    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    [Theory]
    [InlineData(RunOutcome.Succeeded, "succeeded in 1 min 5 s: churn version 3")]
    [InlineData(RunOutcome.Rejected, "rejected after 1 min 5 s: [auc] is below 0.8.")]
    [InlineData(RunOutcome.Faulted, "faulted after 1 min 5 s: [auc] is below 0.8.")]
    [InlineData(RunOutcome.Cancelled, "cancelled after 1 min 5 s")]
    public async Task Should_say_first_how_it_ended(RunOutcome outcome, string sentence)
    {
        var run = Churn.Run(outcome, took: TimeSpan.FromSeconds(65)) with
        {
            Version = 3, Failure = "[auc] is below 0.8.",
        };

        Assert.Equal(sentence, (await Lines(run))[0]);
    }

    [Fact]
    public async Task Should_say_where_it_is_deployed() => Assert.Equal(
        "succeeded in 0 ms: churn version 3, deployed to staging",
        (await Lines(Churn.Run(RunOutcome.Succeeded) with { Version = 3, Alias = "staging" }))[0]);

    [Fact]
    public async Task Should_list_what_was_found_with_its_weight()
    {
        var run = Churn.Run(RunOutcome.Rejected) with
        {
            Findings =
            [
                new Finding { Rule = "nulls", Message = "12 % of age are missing." },
                new Finding { Rule = "range", Message = "1 row is outside.", IsWarning = true },
            ],
        };

        Assert.Equal(
            ["  error  nulls: 12 % of age are missing.", "  warning  range: 1 row is outside."],
            (await Lines(run))[1..3]);
    }

    [Fact]
    public async Task Should_put_metrics_of_the_gate_first_beside_their_thresholds()
    {
        var run = Churn.Run(RunOutcome.Rejected) with
        {
            Metrics = new Dictionary<string, double> { ["f1"] = 0.5, ["log_loss"] = 0.43219, ["auc"] = 0.84 },
            Gate = [Check("auc", ">=", 0.8, true), Check("log_loss", "<=", 0.4, false), Check("auc", "<", 1, true)],
        };

        Assert.Equal(
            [
                "  auc       0.84    >= 0.8, < 1  met",
                "  log_loss  0.4322  <= 0.4       not met",
                "  f1        0.5",
            ],
            (await Lines(run))[1..4]);
    }

    [Fact]
    public async Task Should_show_a_prediction_that_can_be_pasted()
    {
        _server.Knows("/models/churn/staging/sample", new { name = "O'Neill" }).Knows(Endpoint, Answer);

        var said = await Lines(Churn.Run(RunOutcome.Succeeded) with { Endpoint = Endpoint });

        Assert.Contains("A prediction, from the deployed version:", said);
        Assert.Contains(said, line =>
            line.EndsWith(""" predict churn --row '{"name":"O'\''Neill"}' --data d""", StringComparison.Ordinal));
        Assert.Contains("""  {"version":3,"predictions":[{"prediction":0.7}]}""", said);
    }

    [Fact]
    public async Task Should_say_who_answers_where_the_server_knows_no_predictions()
    {
        var said = await Lines(Churn.Run(RunOutcome.Succeeded) with { Endpoint = Endpoint });

        Assert.Contains($"Predictions come from the Serving service: POST {Endpoint}", said);
    }

    [Fact]
    public async Task Should_save_the_diagram_and_say_where()
    {
        _server.Says($"/runs/{Churn.RunId}/diagram", () => "sequenceDiagram");

        var said = await Lines(Churn.Run(RunOutcome.Succeeded));

        Assert.Contains($"  diagram   {Path.GetRelativePath(Directory.GetCurrentDirectory(), Diagram)}", said);
        Assert.Equal(
            "sequenceDiagram", await File.ReadAllTextAsync(Diagram, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Should_say_where_the_diagram_is_when_it_could_not_be_saved()
    {
        var said = await Lines(Churn.Run(RunOutcome.Faulted));

        Assert.Contains(said, line =>
            line.StartsWith("  diagram   not saved; ", StringComparison.Ordinal)
            && line.EndsWith($" show {Churn.RunId} --mermaid --data d", StringComparison.Ordinal));
        Assert.EndsWith($" show {Churn.RunId} --data d", said[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AlertState.Done, "sent")]
    [InlineData(AlertState.GivenUp, "given up after 5 attempts")]
    [InlineData(AlertState.UnderWay, "not sent yet; somebody tries it again")]
    public async Task Should_say_what_became_of_each_alert(AlertState state, string words) => Assert.Contains(
        $"  alert     ${{ALERT_URL}}: {words}",
        await Lines(Churn.Run(RunOutcome.Faulted), new AlertView(1, "${ALERT_URL}", state, 5, null)));

    [Fact]
    public async Task Should_give_a_program_the_run_with_its_diagram_and_its_prediction()
    {
        _server.Knows("/models/churn/staging/sample", new { age = 4 }).Knows(Endpoint, Answer);

        var json = JsonNode.Parse(
            (await Show(Churn.Run(RunOutcome.Succeeded) with { Endpoint = Endpoint }, isJson: true)).Output)!;

        Assert.Equal("Succeeded", (string?)json["outcome"]);
        Assert.Equal(0.7, (double?)json["prediction"]!["predictions"]![0]!["prediction"]);
        Assert.True(json.AsObject().ContainsKey("diagram"));
        Assert.Null(json["diagram"]);
    }

    private static GateCheck Check(string metric, string comparison, double threshold, bool isMet) =>
        new() { Metric = metric, Comparison = comparison, Threshold = threshold, IsMet = isMet };

    /// <summary>The lines, without the empty one that sets them apart from the progress.</summary>
    private async Task<string[]> Lines(RunView run, params AlertView[] alerts)
    {
        var lines = (await Show(run, isJson: false, alerts)).Output.TrimEnd().Split(Environment.NewLine);
        Assert.Equal("", lines[0]);
        return lines[1..];
    }

    private Task<Said> Show(RunView run, bool isJson, params AlertView[] alerts) => Said.By(async () =>
    {
        using var client = _server.Client();
        await Summary.Show(
            run, client, (_data, " --data d", isJson));
        Summary.Show(alerts, new AlertWords("somebody tries it again"));
        return 0;
    });
}
