using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Trainyard.Cli.Tests;

public sealed class When_the_broker_is_away
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Should_be_said_by_topology_in_one_line_within_seconds(bool isJson)
    {
        // A port that nobody listens on.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var place = $"{listener.LocalEndpoint}";
        listener.Stop();
        var start = TimeProvider.System.GetTimestamp();

        var said = await Said.By(
            ["topology", "--bus", $"amqp://guest:s3cret@{place}/", .. isJson ? ["--json"] : Array.Empty<string>()]);

        Assert.Equal(ExitCodes.Faulted, said.ExitCode);
        var sentence = isJson ? (string)JsonNode.Parse(said.Output)!["error"]! : Assert.Single(said.Errors);
        Assert.StartsWith($"The broker at {place} can't be reached: ", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", sentence, StringComparison.Ordinal);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(45));
    }
}
