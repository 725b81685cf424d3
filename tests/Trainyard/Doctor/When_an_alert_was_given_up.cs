using System.Text.Json.Nodes;
using Trainyard.Api.Alerts;
using Trainyard.Cli.Yards;
using Trainyard.Contracts;
using Trainyard.Support;

namespace Trainyard.Cli.Tests.Doctor;

public sealed class When_an_alert_was_given_up : IAsyncDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("given-up-").FullName;
    private AlertReceiver? _receiver;

    /// <summary>No command can mend it: whoever looks for what is broken is told, and finds nothing broken.</summary>
    [Fact]
    public async Task Should_be_told_with_the_command_that_says_more_and_break_no_promise()
    {
        var runId = await GiveOneUp();

        var said = await Said.By("doctor", "--data", _path);
        var json = JsonNode.Parse((await Said.By("doctor", "--data", _path, "--json")).Output)!;

        Assert.Equal((ExitCodes.Succeeded, ""), (said.ExitCode, said.Error));
        Assert.Contains("was given up after 1 attempt: ", said.Output, StringComparison.Ordinal);
        Assert.Contains($" show {runId} --data {_path}", said.Output, StringComparison.Ordinal);
        Assert.Equal($"show {runId}", (string?)Assert.Single(json["givenUp"]!.AsArray())!["command"]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_receiver is not null)
            await _receiver.DisposeAsync();
        Directory.Delete(_path, recursive: true);
    }

    private async Task<Guid> GiveOneUp()
    {
        var cancellation = TestContext.Current.CancellationToken;
        _receiver = await AlertReceiver.Start(400);
        await using var yard = await LocalYard.Open(_path, cancellation);
        var run = await yard.Client.Runs.Request(
            new TrainRequested
            {
                SourceFolder = _path,
                Pipeline = $$"""
                    pipeline: churn
                    source: { csv: missing.csv }
                    target: { column: churn, positive: "Yes", task: binary }
                    train: lightgbm
                    alerts:
                      - { on: [rejected], webhook: "{{_receiver.Address}}" }
                    """,
            },
            cancellation);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await yard.Client.Alerts.OfRun(run.RunId, cancellation) is not [{ State: AlertState.GivenUp }])
            await tick.WaitForNextTickAsync(cancellation);
        return run.RunId;
    }
}
