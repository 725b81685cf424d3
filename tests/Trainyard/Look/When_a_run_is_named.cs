using Trainyard.Api;
using Trainyard.Api.Runs;
using Trainyard.Cli.Look;
using Trainyard.Cli.Tests.Run;

namespace Trainyard.Cli.Tests.Look;

public sealed class When_a_run_is_named
{
    /// <summary>The list begins with those that wait, as one of yesterday may do for a long time.</summary>
    [Theory, InlineData(-1), InlineData(1)]
    public async Task Should_be_the_one_that_was_asked_for_last(int hours)
    {
        var begun = Churn.Run();
        var waiting = begun with
        {
            RunId = Guid.NewGuid(), State = "Requested", RequestedAt = begun.RequestedAt.AddHours(hours),
        };

        Assert.Equal((hours > 0 ? waiting : begun).RunId, await Last(waiting, begun));
    }

    [Fact]
    public async Task Should_be_the_only_one() => Assert.Equal(Churn.RunId, await Last(Churn.Run()));

    [Fact]
    public async Task Should_say_that_there_is_none() => Assert.Equal(
        "There are no runs yet.", (await Assert.ThrowsAsync<CommandException>(() => Last())).Message);

    private static async Task<Guid> Last(params RunSummary[] runs)
    {
        // As many as it is asked for.
        using var server = new PlayedServer();
        foreach (var limit in (int[])[1, 2])
            server.Says($"/runs?limit={limit}&skip=0", () => ApiJson.Node(runs.Take(limit)).ToJsonString());
        using var client = server.Client();
        return await RunId.Find("last", client, TestContext.Current.CancellationToken);
    }
}
