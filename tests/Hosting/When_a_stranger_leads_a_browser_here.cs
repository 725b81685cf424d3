using System.Net.Sockets;

namespace Trainyard.Hosting.Tests;

/// <summary>A page of a stranger has the browser of somebody on this machine ask, by the stranger's name or by ours.
/// </summary>
public sealed class When_a_stranger_leads_a_browser_here
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:5080")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("192.168.1.5")]
    [InlineData("0.0.0.0:5080")]
    [InlineData("[::2]")]
    public async Task Should_refuse_a_host_that_is_not_its_own_and_say_which_are(string host)
    {
        await using var yard = await DoorYard.Start();

        foreach (var path in new[] { "/caller", "/nowhere" })
        {
            var answer = await yard.Ask(path, ("Host", host));

            Assert.Equal(400, answer.Status);
            Assert.Contains("Ask for localhost, 127.0.0.1, [::1];", answer.Text, StringComparison.Ordinal);
            Assert.Contains("Http:AllowedHosts", answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("https://localhost.evil.example")]
    [InlineData("http://127.0.0.1.evil.example:5080")]
    [InlineData("null")]
    [InlineData("file://")]
    [InlineData("chrome-extension://localhost")]
    [InlineData("localhost")]
    [InlineData("")]
    public async Task Should_refuse_a_page_that_is_not_its_own(string origin)
    {
        await using var yard = await DoorYard.Start();

        var answer = await yard.Ask("/caller", ("Origin", origin));

        Assert.Equal(403, answer.Status);
        Assert.Contains("Pages of localhost, 127.0.0.1, [::1] may;", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", "http://localhost:3000")]
    [InlineData("LOCALHOST:5080", "https://127.0.0.1")]
    [InlineData("[::1]:5080", "http://[::1]:5080")]
    public async Task Should_answer_to_the_names_of_this_machine_at_any_port(string host, string origin)
    {
        await using var yard = await DoorYard.Start();

        Assert.Equal(200, (await yard.Ask("/caller", ("Host", host), ("Origin", origin))).Status);
    }

    [Fact]
    public async Task Should_go_by_the_names_that_the_operator_gives_too()
    {
        await using var yard = await DoorYard.Start(
            "--Http:AllowedHosts:0=trainyard.example.org", "--Http:AllowedHosts:1=*.yards.example.org");

        Assert.Equal(200, (await yard.Ask("/caller", ("Host", "trainyard.example.org:8080"))).Status);
        Assert.Equal(200, (await yard.Ask("/caller", ("Host", "a.yards.example.org"))).Status);
        Assert.Equal(400, (await yard.Ask("/caller", ("Host", "yards.example.org"))).Status);
        Assert.Equal(400, (await yard.Ask("/caller", ("Host", "example.org"))).Status);
        Assert.Equal(403, (await yard.Ask(
            "/caller", ("Host", "trainyard.example.org"), ("Origin", "http://yards.example.org"))).Status);
        // The command on this machine asks by these, whatever the others are told.
        Assert.Equal(200, (await yard.Ask("/caller", ("Host", "localhost"))).Status);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Should_tell_whoever_looks_after_it_how_it_is_by_whatever_address(string path)
    {
        await using var yard = await DoorYard.Start();

        Assert.Equal(200, (await yard.Ask(path, ("Host", "10.1.2.3:8080"))).Status);
    }

    /// <summary>As the health check of the image asks, whatever names the operator gives. No browser does.</summary>
    [Fact]
    public async Task Should_answer_who_names_no_host_at_all()
    {
        await using var yard = await DoorYard.Start("--Http:AllowedHosts:0=trainyard.example.org");
        using var client = new TcpClient();
        await client.ConnectAsync(yard.Address.Host, yard.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync("GET /health/live HTTP/1.0\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(stream);

        Assert.StartsWith("HTTP/1.1 200 ", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }
}
