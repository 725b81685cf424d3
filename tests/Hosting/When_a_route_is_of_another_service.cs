using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trainyard.Hosting.Http;
using Trainyard.Support;

namespace Trainyard.Hosting.Tests;

public sealed class When_a_route_is_of_another_service
{
    [Fact]
    public async Task Should_be_passed_on_to_the_first_that_has_it_with_body_key_and_query()
    {
        await using var first = await Service(app => app.MapGet("/a", () => "a"));
        await using var second = await Service(app => app.MapPost(
            "/b",
            async (HttpContext http, CancellationToken cancellation) => Results.Json(
                new
                {
                    body = await new StreamReader(http.Request.Body).ReadToEndAsync(cancellation),
                    key = http.Request.Headers.Authorization.ToString(),
                    query = http.Request.QueryString.Value,
                },
                statusCode: 409)));
        await using var front = await Service(app => app.MapGet("/own", () => "own"), first.Address, second.Address);
        using var client = new HttpClient { BaseAddress = new Uri(front.Address) };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer k");

        Assert.Equal("own", await client.GetStringAsync("own", TestContext.Current.CancellationToken));
        Assert.Equal("a", await client.GetStringAsync("a", TestContext.Current.CancellationToken));
        using var answer = await client.PostAsync(
            "b?c=d", new StringContent("e"), TestContext.Current.CancellationToken);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        using var nowhere = await client.GetAsync("f", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(
            ("e", "Bearer k", "?c=d"),
            (said.GetProperty("body").GetString(), said.GetProperty("key").GetString(),
                said.GetProperty("query").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    /// <summary>What is asked for is a path, whatever it looks like: the key goes along with it.</summary>
    [Theory]
    [InlineData("/stranger")]
    [InlineData("//{0}/stranger")]
    [InlineData("///{0}/stranger")]
    [InlineData("/@{0}/stranger")]
    [InlineData("/%2F{0}/stranger")]
    [InlineData("/\\{0}/stranger")]
    public async Task Should_never_be_asked_of_a_machine_that_no_setting_names(string path)
    {
        var asked = 0;
        await using var stranger = await Service(app => app.MapGet("/stranger", () => $"{++asked}"));
        await using var other = await Service(
            app => app.MapGet("/{**any}", (HttpContext http) => http.Request.Path.Value));
        await using var front = await Service(_ => { }, other.Address);
        var host = new Uri(front.Address);
        using var wire = new TcpClient(host.Host, host.Port);
        await using var stream = wire.GetStream();
        var line = string.Format(CultureInfo.InvariantCulture, path, new Uri(stranger.Address).Authority);
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"GET {line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
            TestContext.Current.CancellationToken);

        var answer = await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains("stranger", answer, StringComparison.Ordinal);
        Assert.Equal(0, asked);
    }

    /// <summary>
    /// One that hangs, and one that is not there, are named; the answer of one that dies in the middle is not taken for
    /// whole, and nobody else is asked.
    /// </summary>
    [Fact]
    public async Task Should_say_which_does_not_answer_and_never_give_half_an_answer_for_a_whole_one()
    {
        var asked = 0;
        await using var hangs = await Service(app => app.MapGet("/a", async (CancellationToken aborted) =>
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, aborted)));
        using var dies = new TcpListener(IPAddress.Loopback, 0);
        dies.Start();
        _ = HalfAnAnswer(dies);
        await using var last = await Service(app => app.MapGet("/b", () => $"{++asked}"));
        await using var front = await Service(_ => { }, hangs.Address, $"http://{dies.LocalEndpoint}", last.Address);
        using var client = new HttpClient { BaseAddress = new Uri(front.Address) };

        using var answer = await client.GetAsync("a", TestContext.Current.CancellationToken);
        var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        var authority = new Uri(hangs.Address).Authority;
        Assert.Contains(authority + " gave no answer within 2 s", said, StringComparison.Ordinal);
        _ = await Assert.ThrowsAsync<HttpRequestException>(
            () => client.GetStringAsync("b", TestContext.Current.CancellationToken));
        Assert.Equal(0, asked);
    }

    private static async Task HalfAnAnswer(TcpListener listener)
    {
        while (true)
        {
            using var caller = await listener.AcceptTcpClientAsync();
            await using var stream = caller.GetStream();
            using var reader = new StreamReader(stream, leaveOpen: true);
            var isOfHalf = (await reader.ReadLineAsync())!.Contains("/b", StringComparison.Ordinal);
            while (await reader.ReadLineAsync() is { Length: > 0 })
                continue;
            var answer = isOfHalf
                ? "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf"
                : $"HTTP/1.1 404 Not Found\r\n{PassOn.Header}: no-route\r\nContent-Length: 0\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
            caller.Client.Shutdown(SocketShutdown.Send);
        }
    }

    private static Task<TestServer> Service(Action<WebApplication> map, params string[] others)
    {
        var passOn = new PassOn([.. others.Select(other => new Uri(other))], TimeSpan.FromSeconds(2));
        return TestServer.Start(_ => { }, app =>
        {
            app.UseRouting();
            app.Use(passOn.Pass);
            map(app);
        });
    }
}
