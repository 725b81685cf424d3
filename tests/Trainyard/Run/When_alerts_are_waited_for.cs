using Trainyard.Api;
using Trainyard.Api.Alerts;
using Trainyard.Cli.Run;
using Trainyard.Cli.Terminal;
using Trainyard.Contracts;

namespace Trainyard.Cli.Tests.Run;

public sealed class When_alerts_are_waited_for
{
    private const string OnAll = "alerts: [{ on: [succeeded, rejected, faulted, cancelled], webhook: \"http://a/\" }]";
    private const string OnFaulted = "alerts: [{ on: [faulted], webhook: \"http://a/\" }]";

    public static TheoryData<RunOutcome> Outcomes => [.. Enum.GetValues<RunOutcome>()];

    [Theory, MemberData(nameof(Outcomes))]
    public async Task Should_wait_until_each_is_settled_whatever_the_ending(RunOutcome outcome)
    {
        using var server = new PlayedServer();
        server.Knows<AlertView[]>($"/alerts/{Churn.RunId}", [], [Alert(AlertState.UnderWay)], [Alert(AlertState.Done)]);
        using var client = server.Client();

        var alerts = await Wait(outcome, OnAll, client);

        Assert.Equal(AlertState.Done, Assert.Single(alerts).State);
        Assert.Equal(3, server.Asked.Count);
    }

    [Fact]
    public async Task Should_not_wait_for_a_receiver_that_was_away_twice()
    {
        using var server = new PlayedServer();
        var away = Alert(AlertState.UnderWay) with { Failure = "Connection refused" };
        server.Knows<AlertView[]>(
            $"/alerts/{Churn.RunId}", [away], [away with { Attempt = 2, Failure = null }], [away with { Attempt = 2 }]);
        using var client = server.Client();

        var alerts = await Wait(RunOutcome.Succeeded, OnAll, client);

        Assert.Equal(AlertState.UnderWay, Assert.Single(alerts).State);
        Assert.Equal(3, server.Asked.Count);
    }

    [Fact]
    public async Task Should_not_ask_where_nobody_is_to_be_told()
    {
        using var server = new PlayedServer();
        using var client = server.Client();

        Assert.Empty(await Wait(RunOutcome.Succeeded, OnFaulted, client));
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task Should_not_wait_for_a_server_that_knows_no_alerts()
    {
        using var server = new PlayedServer();
        using var client = server.Client();

        Assert.Empty(await Wait(RunOutcome.Faulted, OnFaulted, client));
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task Should_give_what_is_known_where_somebody_ends_the_wait_and_say_that_it_is_one()
    {
        using var interruption = new Interruption(isJson: false, hearsSignals: false);
        using var server = new PlayedServer();
        var (start, late) = (TimeProvider.System.GetTimestamp(), 0);
        server.Says($"/alerts/{Churn.RunId}", () =>
        {
            // It is said at one of the answers before.
            if (TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromMilliseconds(150) && ++late == 3)
                Assert.Null(interruption.Hear());
            return ApiJson.Node(new[] { Alert(AlertState.UnderWay) }).ToJsonString();
        });
        using var client = server.Client();
        IReadOnlyList<AlertView> alerts = [];

        var said = await Said.By(async () =>
        {
            alerts = await AlertWait.For(
                Churn.Run(RunOutcome.Succeeded), Churn.With(OnAll), client, Interruption.Anew(),
                silence: TimeSpan.FromMilliseconds(100));
            return 0;
        });

        Assert.Equal(AlertState.UnderWay, Assert.Single(alerts).State);
        Assert.StartsWith("The run is over. Its alerts are waited for", Assert.Single(said.Errors),
            StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<AlertView>> Wait(RunOutcome outcome, string alerts, TrainyardClient client) =>
        AlertWait.For(
            Churn.Run(outcome), Churn.With(alerts), client, TestContext.Current.CancellationToken);

    private static AlertView Alert(AlertState state) => new(1, "http://a/", state, 1, null);
}
