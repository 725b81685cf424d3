using System.Globalization;
using System.Text.RegularExpressions;
using Trainyard.Api.Alerts;
using Trainyard.Cli.Yards;
using Trainyard.Contracts;
using Trainyard.Support;

namespace Trainyard.Cli.Tests.Yards;

public sealed class When_a_served_folder_is_left : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("yard-folder-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    /// <summary>The run has ended, and its alert would go to an address that whoever calls the next command may reach
    /// and whoever asked for the run may not.</summary>
    [Fact]
    public async Task Should_not_be_gone_on_with_while_an_alert_waits_for_its_next_attempt()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var receiver = await AlertReceiver.Start();
        var folder = YardFolder.TryTake(_path)!;
        folder.WasServed = true;
        await using (var yard = await LocalYard.Start(
            folder,
            "http://127.0.0.1:0",
            [
                "--Logging:Level=Fatal", "--Alerting:AllowedNetworks:0=127.0.0.0/8",
                "--Jobs:SendAlert:RetryAfter=00:10:00", "--Jobs:SendAlert:Capacity=1",
            ],
            cancellation))
        {
            // Nothing listens on ports 1 and 2; the last alert is sent once the others have been given up for now.
            var run = await yard.Client.Runs.Request(
                new TrainRequested
                {
                    Pipeline = $$"""
                        pipeline: churn
                        source: { csv: missing.csv }
                        target: { column: churn, positive: "Yes", task: binary }
                        train: lightgbm
                        alerts:
                          - { on: [rejected], webhook: "http://127.0.0.1:1/" }
                          - { on: [rejected], webhook: "http://127.0.0.1:2/" }
                          - { on: [rejected], webhook: "{{receiver.Address}}" }
                        """,
                },
                cancellation);
            await Until(async () => await yard.Client.Alerts.OfRun(run.RunId, cancellation)
                is [{ State: AlertState.UnderWay }, { State: AlertState.UnderWay }, { State: AlertState.Done }]);
        }

        var refused = await Assert.ThrowsAsync<CommandException>(() => LocalYard.Open(_path, cancellation));

        // Beside the alerts the request may not be known to have begun yet.
        var said = Regex.Match(
            refused.Message, "and ([0-9]+) of the runs and jobs that came to it are not over: .*SendAlert/.*[.] Here ");
        Assert.InRange(int.Parse(said.Groups[1].Value, CultureInfo.InvariantCulture), 2, 4);
        using var next = YardFolder.TryTake(_path);
        Assert.True(next!.WasServed);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Should_be_as_it_was_where_it_could_not_be_served(bool wasServed)
    {
        var folder = YardFolder.TryTake(_path)!;
        folder.WasServed = wasServed;

        await Assert.ThrowsAnyAsync<Exception>(() => LocalYard.Start(
            folder, "http://127.0.0.1:0", ["--Logging:Level=Fatal", "--Jobs:Capacity=none"],
            TestContext.Current.CancellationToken, isServed: true));

        using var next = YardFolder.TryTake(_path);
        Assert.Equal(wasServed, next!.WasServed);
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await holds())
            await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }
}
