using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Trainyard.Pipeline.Tests;

/// <summary>Whatever is asked is answered, and by no 500. <c>tests/fuzz.sh</c> asks twenty thousand times.</summary>
public sealed class When_requests_are_drawn_by_chance : IAsyncLifetime
{
    private const string File = """
        pipeline: drawn
        source: { csv: drawn.csv }
        schema: { a: integer, b: { type: category, values: [x, y] } }
        target: { column: b, task: binary, positive: x }
        features: [{ numeric: [a] }]
        train: { trainer: lightgbm, iterations: 5 }
        """;

    private static readonly string[] Right =
    [
        JsonSerializer.Serialize(new
        {
            pipeline = File,
            overrides = new Dictionary<string, string> { ["train.iterations"] = "7", ["gate"] = "{ auc: '>= 0.5' }" },
            requestedBy = "ada", sourceFolder = "/sources", requestedAt = "2024-05-06T07:08:09Z",
            trigger = new { kind = "Schedule", name = "nightly" }, idempotencyKey = "drawn",
        }),
        JsonSerializer.Serialize(new { pipeline = File, runId = "0d6cf3a4-6f0c-4d3b-9a55-3f8e0c8f2a11" }),
        JsonSerializer.Serialize(new { pipeline = "pipeline: drawn\n", overrides = (object?)null }),
    ];

    private static readonly Gen<KeyValuePair<string, string>[]> Overrides = Gen.Select(
        Gen.OneOf<string>(
            Gen.OneOf("train", "train.iterations", "schema.a", "schema.`a`.max", "features[0]", "features[0].numeric",
                "features[9].x", "gate.auc", "a.b.c[0]", "", "[0]", "`", "alerts[0].webhook"),
            Gen.String[0, 12]),
        Gen.OneOf<string>(
            Gen.OneOf("1", "", "null", "[", "{", "[a]", "{ a: b }", "[&a x, *a]", "{<<: 1}", "\u001b", "1e999",
                "${HOME}", "[\"\\ud800\"]", "\"\\x00\""),
            Gen.String[0, 12]),
        KeyValuePair.Create).Array[0, 8];

    private RunningYard _yard = null!;

    public async ValueTask InitializeAsync() => _yard = await RunningYard.Start(_ => []);

    [Fact]
    public async Task Should_answer_each_with_a_run_or_with_what_is_wrong()
    {
        var answers = new ConcurrentDictionary<HttpStatusCode, int>();
        Fuzz.Damaged(Right).Sample(
            body => Judge(body, answers), iter: Fuzz.Cases(within: 500), threads: 4);
        Tell(answers);
        await ShouldStillBeThere();
    }

    [Fact]
    public async Task Should_answer_each_with_overrides()
    {
        var answers = new ConcurrentDictionary<HttpStatusCode, int>();
        Overrides.Sample(
            overrides =>
            {
                var distinct = overrides.DistinctBy(o => o.Key).ToDictionary();
                Judge(JsonSerializer.SerializeToUtf8Bytes(new { pipeline = File, overrides = distinct }), answers);
            },
            iter: Fuzz.Cases(within: 500), threads: 4);
        Tell(answers);
        await ShouldStillBeThere();
    }

    [Theory]
    [InlineData("requestedBy", 5_000_000, "'requestedBy' has 5000000 characters; it may have 2000.")]
    [InlineData("idempotencyKey", 300, "'idempotencyKey' has 300 characters; it may have 200.")]
    [InlineData("sourceFolder", 200_000, "'sourceFolder' has 200000 characters; it may have 2000.")]
    [InlineData("pipeline", 2_000_000, "(Requests:LongestPipeline)")]
    public async Task Should_refuse_a_text_beyond_its_limit(string name, int length, string why)
    {
        var request = new Dictionary<string, string> { ["pipeline"] = File, [name] = new('x', length) };

        var (status, answer) = await Ask(JsonSerializer.SerializeToUtf8Bytes(request));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(why, JsonDocument.Parse(answer).RootElement.GetProperty("detail").GetString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20_000, 1, "(Requests:MostOverrides)")]
    [InlineData(1, 289_000, "(Requests:LongestOverrides)")]
    public async Task Should_refuse_overrides_beyond_their_limit(int count, int length, string why)
    {
        var overrides = Enumerable.Range(0, count).ToDictionary(i => $"schema.c{i}", _ => new string('x', length));

        var (status, answer) = await Ask(JsonSerializer.SerializeToUtf8Bytes(new { pipeline = File, overrides }));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(why, answer, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _yard.DisposeAsync();

    private void Judge(byte[] body, ConcurrentDictionary<HttpStatusCode, int> answers)
    {
        var (status, answer) = Ask(body).GetAwaiter().GetResult();
        answers.AddOrUpdate(status, 1, (_, count) => count + 1);
        Assert.True(
            status is HttpStatusCode.Accepted or HttpStatusCode.BadRequest or HttpStatusCode.Conflict,
            $"{status}: {answer}");
    }

    private async Task ShouldStillBeThere()
    {
        var (status, answer) = await Ask(Encoding.UTF8.GetBytes(Right[1]));
        Assert.True(status is HttpStatusCode.Accepted or HttpStatusCode.Conflict, answer);
    }

    private static void Tell(ConcurrentDictionary<HttpStatusCode, int> answers) =>
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", answers.Select(a => $"{a.Key} {a.Value}")));

    private async Task<(HttpStatusCode Status, string Answer)> Ask(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await _yard.Http.PostAsync(
            new Uri("/runs", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
