using System.Text.Json.Nodes;
using Trainyard.Cli.Terminal;

namespace Trainyard.Cli.Tests.Terminal;

public sealed class When_a_command_is_told_to_end
{
    [Fact]
    public async Task Should_end_what_it_does_at_the_first_word_and_itself_at_the_second()
    {
        var said = await Said.By(() =>
        {
            using var interruption = new Interruption(isJson: false, hearsSignals: false);
            Assert.Null(interruption.Hear());
            Cancelled(interruption.Token);
            return Task.FromResult(interruption.Hear()!.Value);
        });

        Assert.Equal((ExitCodes.Cancelled, ""), (said.ExitCode, said.Output));
        Assert.StartsWith("Told to end again, ", Assert.Single(said.Errors), StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Should_end_with_what_is_known_by_then(bool isJson)
    {
        var said = await Said.By(() =>
        {
            using var interruption = new Interruption(isJson, hearsSignals: false);
            _ = interruption.Hear();
            Cancelled(interruption.Token);
            Interruption.Know(ExitCodes.Rejected, "Run 1 ended as Rejected.");
            return Task.FromResult(interruption.Hear()!.Value);
        });

        Assert.Equal(ExitCodes.Rejected, said.ExitCode);
        if (!isJson)
        {
            Assert.Equal("Run 1 ended as Rejected.", Assert.Single(said.Errors));
            return;
        }

        var json = JsonNode.Parse(said.Output)!;
        Assert.Equal(ExitCodes.Rejected, (int)json["exitCode"]!);
        Assert.Equal("Run 1 ended as Rejected.", (string?)json["error"]);
    }

    [Fact]
    public async Task Should_say_nothing_twice()
    {
        var said = await Said.By(() =>
        {
            using var interruption = new Interruption(isJson: true, hearsSignals: false);
            _ = interruption.Hear();
            Cancelled(interruption.Token);
            Interruption.Know(ExitCodes.Rejected, null);
            return Task.FromResult(interruption.Hear()!.Value);
        });

        Assert.Equal((ExitCodes.Rejected, "", ""), (said.ExitCode, said.Output, said.Error));
    }

    [Fact]
    public async Task Should_take_another_word_to_end_what_follows()
    {
        var said = await Said.By(() =>
        {
            using var interruption = new Interruption(isJson: false, hearsSignals: false);
            _ = interruption.Hear();
            Cancelled(interruption.Token);
            var next = Interruption.Anew();
            Assert.False(next.IsCancellationRequested);
            Assert.Null(interruption.Hear());
            Cancelled(next);
            return Task.FromResult(0);
        });

        Assert.Equal((0, "", ""), (said.ExitCode, said.Output, said.Error));
    }

    private static void Cancelled(CancellationToken token) =>
        Assert.True(token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)));
}
