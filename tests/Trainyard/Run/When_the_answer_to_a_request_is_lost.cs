using System.Net;
using Trainyard.Api;
using Trainyard.Api.Runs;
using Trainyard.Cli.Run;
using Trainyard.Contracts;

namespace Trainyard.Cli.Tests.Run;

public sealed class When_the_answer_to_a_request_is_lost
{
    private static readonly TrainRequested Request = new() { RunId = Churn.RunId, Pipeline = "" };

    /// <summary>Once the request may have come, an outage of any kind is waited for to end.</summary>
    [Theory, InlineData("broken"), InlineData("slow"), InlineData("overloaded")]
    public async Task Should_ask_for_the_same_run_again(string first)
    {
        var asked = 0;
        using var server = new PlayedServer().Says("/runs", () => ++asked switch
        {
            1 => throw Outages.Of(first),
            2 => throw Outages.Of("away"),
            _ => $$"""{"runId":"{{Churn.RunId}}"}""",
        });

        Assert.Equal(Churn.RunId, (await Ask(server, TimeSpan.FromMinutes(1))).RunId);
        Assert.Equal(3, asked);
    }

    [Theory, InlineData("broken"), InlineData("slow"), InlineData("overloaded")]
    public async Task Should_name_the_run_where_no_answer_comes(string outage)
    {
        using var server = new PlayedServer().Says("/runs", () => throw Outages.Of(outage));

        var lost = await Assert.ThrowsAsync<CommandException>(() => Ask(server, TimeSpan.FromMilliseconds(1)));

        Assert.Equal(ExitCodes.LostSight, lost.ExitCode);
        Assert.Contains($"{Churn.RunId}", lost.Message, StringComparison.Ordinal);
    }

    /// <summary>Whoever asks with a key that is known is given another run.</summary>
    [Theory, InlineData(null), InlineData("nightly")]
    public async Task Should_say_that_there_may_be_no_such_run_where_a_key_decides(string? key)
    {
        using var server = new PlayedServer().Says("/runs", () => throw Outages.Of("broken"));

        var lost = await Assert.ThrowsAsync<CommandException>(
            () => Ask(server, TimeSpan.FromMilliseconds(1), Request with { IdempotencyKey = key }));

        Assert.Contains("It may go on.", lost.Message, StringComparison.Ordinal);
        Assert.Equal(key is not null, lost.Message.Contains("It may not exist either", StringComparison.Ordinal));
    }

    /// <summary>It may be a wrong address.</summary>
    [Fact]
    public async Task Should_give_up_at_once_where_nobody_could_be_reached()
    {
        using var server = new PlayedServer().Says("/runs", () => throw Outages.Of("away"));

        await Assert.ThrowsAsync<HttpRequestException>(() => Ask(server, TimeSpan.FromMinutes(1)));
        Assert.Single(server.Asked);
    }

    [Theory, InlineData(400), InlineData(409), InlineData(500)]
    public async Task Should_give_up_at_once_where_it_was_refused(int status)
    {
        using var server = new PlayedServer().Says(
            "/runs", () => throw new ApiException((HttpStatusCode)status, "No.", []));

        await Assert.ThrowsAsync<ApiException>(() => Ask(server, TimeSpan.FromMinutes(1)));
        Assert.Single(server.Asked);
    }

    private static async Task<AcceptedRun> Ask(
        PlayedServer server, TimeSpan timeout, TrainRequested? request = null)
    {
        using var client = server.Client();
        return await Said.Unheard(
            () => new RunRequest(client, timeout).Ask(request ?? Request, TestContext.Current.CancellationToken));
    }
}
