using Trainyard.Api.Alerts;
using Trainyard.Cli.Run;
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

        var alerts = await AlertWait.For(Churn.Run(outcome), Churn.With(OnAll), client);

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

        var alerts = await AlertWait.For(Churn.Run(RunOutcome.Succeeded), Churn.With(OnAll), client);

        Assert.Equal(AlertState.UnderWay, Assert.Single(alerts).State);
        Assert.Equal(3, server.Asked.Count);
    }

    [Fact]
    public async Task Should_not_ask_where_nobody_is_to_be_told()
    {
        using var server = new PlayedServer();
        using var client = server.Client();

        Assert.Empty(await AlertWait.For(Churn.Run(RunOutcome.Succeeded), Churn.With(OnFaulted), client));
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task Should_not_wait_for_a_server_that_knows_no_alerts()
    {
        using var server = new PlayedServer();
        using var client = server.Client();

        Assert.Empty(await AlertWait.For(Churn.Run(RunOutcome.Faulted), Churn.With(OnFaulted), client));
        Assert.Single(server.Asked);
    }

    private static AlertView Alert(AlertState state) => new(1, "http://a/", state, 1, null);
}
