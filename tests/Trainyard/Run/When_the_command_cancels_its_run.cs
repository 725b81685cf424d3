using System.Net;
using Trainyard.Api;
using Trainyard.Api.Runs;
using Trainyard.Cli.Run;
using Trainyard.Contracts;

namespace Trainyard.Cli.Tests.Run;

public sealed class When_the_command_cancels_its_run
{
    private static readonly string Run = $"/runs/{Churn.RunId}";
    private static readonly string Word = $"{Run}/cancel";

    [Theory, MemberData(nameof(Outages.Kinds), MemberType = typeof(Outages))]
    public async Task Should_ask_again_through_an_outage(string outage)
    {
        using var server = new PlayedServer();
        var (asked, read) = (0, 0);
        server.Says(Word, () => ++asked < 3 ? throw Outages.Of(outage) : $$"""{"runId":"{{Churn.RunId}}"}""");
        server.Says(Run, () => ++read < 2
            ? throw Outages.Of(outage)
            : ApiJson.Node(Churn.Run(RunOutcome.Cancelled)).ToJsonString());

        Assert.Equal(RunOutcome.Cancelled, (await ToTheEnd(server, TimeSpan.FromMinutes(1))).Outcome);
    }

    [Theory, MemberData(nameof(Outages.Kinds), MemberType = typeof(Outages))]
    public async Task Should_name_the_run_where_it_could_not_be_told(string outage)
    {
        using var server = new PlayedServer();
        server.Says(Word, () => throw Outages.Of(outage));
        server.Says(Run, () => throw Outages.Of(outage));

        var lost = await Assert.ThrowsAsync<CommandException>(
            () => ToTheEnd(server, TimeSpan.FromMilliseconds(300)));

        Assert.Equal(ExitCodes.LostSight, lost.ExitCode);
        Assert.StartsWith($"Run {Churn.RunId} could not be told to stop: ", lost.Message, StringComparison.Ordinal);
        Assert.EndsWith($" cancel {Churn.RunId} --data d", lost.Message, StringComparison.Ordinal);
    }

    /// <summary>As one that joined a process which is gone, and that waits for the next.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task Should_not_wait_long_for_a_server_that_says_nothing(bool isTold)
    {
        using var server = new SilentServer(isTold);
        using var client = new TrainyardClient(new HttpClient(server) { BaseAddress = new Uri("http://played/") });

        var lost = await Assert.ThrowsAsync<CommandException>(
            () => Said.Unheard(() => Ending(client, TimeSpan.FromMilliseconds(300)).ToTheEnd()
                .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)));

        Assert.Equal(ExitCodes.LostSight, lost.ExitCode);
        Assert.Contains($"{Churn.RunId}", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_show_the_end_of_a_run_that_ended_before()
    {
        using var server = new PlayedServer();
        server.Says(Word, () => throw new ApiException(HttpStatusCode.Conflict, "It has ended.", []));
        server.Knows(Run, Churn.Run(RunOutcome.Succeeded));

        Assert.Equal(RunOutcome.Succeeded, (await ToTheEnd(server, TimeSpan.FromMinutes(1))).Outcome);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Should_end_a_run_that_came_although_that_was_not_heard(bool came)
    {
        using var server = new PlayedServer();
        if (came)
        {
            server.Says(Word, () => $$"""{"runId":"{{Churn.RunId}}"}""");
            server.Knows(Run, Churn.Run(RunOutcome.Cancelled));
        }

        using var client = server.Client();
        var ending = new RunEnding(client, Churn.RunId, TimeSpan.FromMinutes(1), "") { IsAccepted = false };

        if (came)
            Assert.Equal(RunOutcome.Cancelled, (await Said.Unheard(ending.ToTheEnd)).Outcome);
        else
            await Assert.ThrowsAsync<OperationCanceledException>(() => Said.Unheard(ending.ToTheEnd));
    }

    private static async Task<RunView> ToTheEnd(PlayedServer server, TimeSpan timeout)
    {
        using var client = server.Client();
        return await Said.Unheard(Ending(client, timeout).ToTheEnd);
    }

    private static RunEnding Ending(TrainyardClient client, TimeSpan timeout) =>
        new(client, Churn.RunId, timeout, " --data d");

    private sealed class SilentServer(bool takesTheWord) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!takesTheWord || request.RequestUri!.AbsolutePath != Word)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(
                    $$"""{"runId":"{{Churn.RunId}}"}""", null, "application/json"),
            };
        }
    }
}
