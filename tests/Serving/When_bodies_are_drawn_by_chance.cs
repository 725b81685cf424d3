using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Serving.AnswerPredictions;
using Trainyard.Support;

namespace Trainyard.Serving.Tests;

/// <summary>Whatever is asked is answered, and by no 500. <c>tests/fuzz.sh</c> asks a hundred thousand times.</summary>
public sealed class When_bodies_are_drawn_by_chance : IAsyncLifetime
{
    private const string Path = "/models/flights/staging/predict";
    private const string Right = """{"distance": 740, "origin": "ORD"}""";

    private static readonly Gen<byte[]> Body = Fuzz.Damaged(
        Right,
        """{"rows": [{"distance": 740, "origin": "ORD"}, {"origin": "JFK", "distance": null}]}""",
        """{"distance": -1.5e300, "origin": "\u00e9\ud83d\ude00"}""",
        """{"rows": []}""");

    private readonly ServingYard _yard = new();
    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        var serving = _yard.Start();
        _ = await serving.Deploy(await _yard.Command(version: 3));
        _server = await TestServer.Start(
            services => services.AddSingleton(serving.Models).AddSingleton(_yard.Settings),
            PredictionRoutes.MapPredictions);
    }

    [Fact]
    public async Task Should_answer_each_with_a_prediction_or_with_what_is_wrong()
    {
        var answers = new ConcurrentDictionary<HttpStatusCode, int>();
        Body.Sample(body =>
        {
            var status = Ask(body);
            answers.AddOrUpdate(status, 1, (_, count) => count + 1);
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{status}");
        }, iter: Fuzz.Cases(within: 2000), threads: 4);

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", answers.Select(a => $"{a.Key} {a.Value}")));
        Assert.Equal(2, answers.Count);
        Assert.Equal(HttpStatusCode.OK, Ask(System.Text.Encoding.UTF8.GetBytes(Right)));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Should_answer_a_row_of_unknown_columns_at_once()
    {
        var columns = string.Join(",", Enumerable.Range(0, 300_000).Select(i => $"\"c{i}\":1"));
        using var body = new StringContent($"{{{columns}}}");

        using var answer = await _server.Client.PostAsync(Path, body, TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("The row has 300000 columns",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"distance": 1, "origin": "\ud800"}""")]
    [InlineData("""{"dist\udc00ance": 1, "origin": "ORD"}""")]
    [InlineData("""{"rows": [], "\ud800": 1}""")]
    public void Should_say_that_half_a_character_is_no_text(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, Ask(System.Text.Encoding.UTF8.GetBytes(body)));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _yard.DisposeAsync();
    }

    private HttpStatusCode Ask(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = content };
        using var answer = _server.Client.Send(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
