using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Serving.AnswerPredictions;
using Trainyard.Support;

namespace Trainyard.Serving.Tests;

public sealed class When_a_prediction_is_asked_for : IAsyncLifetime
{
    private const string Path = "/models/flights/staging/predict";

    private readonly ServingYard _yard = new() { Settings = new() { MostRows = 5, LargestBody = 20_000 } };
    private ServingProcess _serving = null!;
    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _serving = _yard.Start();
        _ = await _serving.Deploy(await _yard.Command(version: 3));
        _server = await TestServer.Start(
            services => services.AddSingleton(_serving.Models).AddSingleton(_yard.Settings),
            PredictionRoutes.MapPredictions);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _yard.DisposeAsync();
    }

    [Fact]
    public async Task Should_answer_one_row_with_model_and_version()
    {
        var answer = await Ask("""{"distance": 740, "origin": "ORD"}""");

        Assert.Equal("flights", answer.GetProperty("model").GetString());
        Assert.Equal("staging", answer.GetProperty("alias").GetString());
        Assert.Equal(3, answer.GetProperty("version").GetInt32());
        var prediction = Assert.Single(answer.GetProperty("predictions").EnumerateArray());
        Assert.False(prediction.GetProperty("prediction").GetBoolean());
        Assert.Equal(SmallModel.Probability(740, isJfk: false), Probability(prediction), 1e-6);
    }

    [Fact]
    public async Task Should_answer_many_rows_in_their_order()
    {
        var answer = await Ask(
            """
            {"rows": [
              {"distance": 2000, "origin": "JFK"}, {"origin": "ORD", "distance": null}, {"distance": 1, "origin": "new"}
            ]}
            """);

        var predictions = answer.GetProperty("predictions").EnumerateArray().ToList();
        Assert.Equal([true, false, false], predictions.Select(p => p.GetProperty("prediction").GetBoolean()));
        Assert.Equal(SmallModel.Probability(500, isJfk: false), Probability(predictions[1]), 1e-6);
    }

    [Fact]
    public async Task Should_let_columns_pass_that_no_feature_needs_and_say_them_once()
    {
        var answer = await Ask("""
            {"rows": [
              {"distance": 2000, "origin": "JFK", "gate": "A"}, {"gate": 7, "day": null, "origin": "ORD", "distance": 1}
            ]}
            """);

        Assert.Equal(2, answer.GetProperty("predictions").GetArrayLength());
        Assert.Equal(["gate", "day"], answer.GetProperty("ignored").EnumerateArray().Select(name => name.GetString()));
        Assert.False((await Ask("""{"distance": 2000, "origin": "JFK"}""")).TryGetProperty("ignored", out _));
    }

    [Fact]
    public async Task Should_answer_what_the_pipeline_warns_of_and_say_it_once()
    {
        var answer = await Ask("""
            {"rows": [
              {"distance": 1, "origin": "JFK"}, {"distance": 60000, "origin": "ORD"},
              {"distance": "6e4", "origin": "ORD"}, {"distance": 60000, "origin": "JFK"}
            ]}
            """);

        Assert.Equal(4, answer.GetProperty("predictions").GetArrayLength());
        Assert.Equal(
            [
                "2 distance goes up to 50000 by a quality rule of the pipeline, and is 60000. (3)",
            ],
            answer.GetProperty("warnings").EnumerateArray().Select(w =>
                $"{w.GetProperty("row")} {w.GetProperty("column")}"
                + $"{w.GetProperty("message").GetString()!["Column 'distance'".Length..]} ({w.GetProperty("rows")})"));
        Assert.False((await Ask("""{"distance": 2000, "origin": "JFK"}""")).TryGetProperty("warnings", out _));
    }

    [Fact]
    public async Task Should_answer_no_rows_with_no_predictions() =>
        Assert.Empty((await Ask("""{"rows": []}""")).GetProperty("predictions").EnumerateArray());

    [Theory]
    [InlineData(
        """{"distence": 740, "origin": "ORD"}""",
        "1 distance Column 'distance' is missing; give null where the value is not known. The row has 'distence'.")]
    [InlineData(
        """{"rows": [{"distance": 740, "origin": "ORD"}, {"distance": "far", "origin": 7}]}""",
        "2 distance Column 'distance' wants a number, not \"far\".",
        "2 origin Column 'origin' wants a word in quotes, not 7.")]
    [InlineData(
        """{"distance": 2e12, "origin": "ORD"}""",
        "1 distance Column 'distance' goes up to 1000000000000 by a quality rule of the pipeline, and is 2e12.")]
    [InlineData(
        """{"distance": 740, "origin": null}""", "1 origin Column 'origin' must have a value; null is not allowed.")]
    [InlineData(
        """{"distance": 740, "distance": 1, "origin": "ORD"}""", "1 distance Column 'distance' is given twice.")]
    [InlineData("""{"rows": [5]}""", "1  A row is a JSON object of columns and values, not 5.")]
    public async Task Should_name_row_and_column_of_all_that_does_not_fit(string body, params string[] problems)
    {
        var refusal = await Refused(Path, body, HttpStatusCode.BadRequest);

        Assert.Equal(
            problems,
            refusal.GetProperty("problems").EnumerateArray().Select(
                p => $"{p.GetProperty("row")} {p.GetProperty("column")} {p.GetProperty("message")}"));
        Assert.Contains(problems[0][3..][problems[0][3..].IndexOf(' ', StringComparison.Ordinal)..],
            refusal.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The body is not JSON from line 1, byte 1 on.")]
    [InlineData("{\"distance\":\n 74O}", "The body is not JSON from line 2, byte 4 on.")]
    [InlineData("[1]", "The body is no JSON object.")]
    [InlineData("{\"rows\": [], \"limit\": 5}", "'limit' stands beside 'rows' and means nothing there.")]
    [InlineData("{\"rows\": [], \"rows\": []}", "'rows' is given twice.")]
    [InlineData("{\"rows\": [[[[[[[[[[]]]]]]]]]]}", "The body is not JSON from line 1")]
    public async Task Should_say_what_a_body_looks_like(string body, string complaint)
    {
        var detail = (await Refused(Path, body, HttpStatusCode.BadRequest)).GetProperty("detail").GetString();

        Assert.StartsWith(complaint, detail, StringComparison.Ordinal);
        Assert.EndsWith(
            """Send one row as {"column": value, ...}, or many as {"rows": [{...}, ...]}.""",
            detail,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/models/flights/prod/predict", "Model 'flights' is not deployed as 'prod'. There is staging.")]
    [InlineData("/models/flihgts/staging/predict", "No model 'flihgts' is deployed. Did you mean 'flights'?")]
    public async Task Should_say_what_is_deployed_when_something_is_not(string path, string sentence) =>
        Assert.Equal(sentence, (await Refused(path, "{}", HttpStatusCode.NotFound)).GetProperty("detail").GetString());

    [Fact]
    public async Task Should_refuse_more_rows_than_it_takes_at_once()
    {
        var rows = string.Join(',', Enumerable.Repeat("""{"distance": 1, "origin": "ORD"}""", 6));

        var refusal = await Refused(Path, $$"""{"rows": [{{rows}}]}""", HttpStatusCode.RequestEntityTooLarge);

        Assert.Equal("The request brings 6 rows; 5 are allowed at once.", refusal.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Should_refuse_a_body_that_is_too_large()
    {
        var refusal = await Refused(Path, new string(' ', 20_001) + "{}", HttpStatusCode.RequestEntityTooLarge);

        Assert.Equal(
            "The body is larger than 20,000 bytes. Send the rows in several requests.",
            refusal.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Should_describe_the_rows_with_an_example_that_works()
    {
        var schema = await _server.Client.GetFromJsonAsync<JsonElement>("/models/flights/staging/schema");

        Assert.Equal("binary", schema.GetProperty("task").GetString());
        Assert.Equal("late", schema.GetProperty("target").GetString());
        Assert.Equal(
            ["distance number True", "origin category False"],
            schema.GetProperty("columns").EnumerateArray().Select(
                c => $"{c.GetProperty("name")} {c.GetProperty("type")} {c.GetProperty("nullable")}"));
        _ = await Ask(schema.GetProperty("example").GetRawText());
        var sample = await _server.Client.GetStringAsync("/models/flights/staging/sample");
        Assert.Equal(schema.GetProperty("example").GetRawText(), sample);
    }

    [Fact]
    public async Task Should_answer_every_request_whole_while_versions_are_swapped()
    {
        using var stop = new CancellationTokenSource();
        var asking = Task.Run(async () =>
        {
            var last = 0;
            while (!stop.IsCancellationRequested)
            {
                var version = (await Ask("""{"distance": 740, "origin": "ORD"}""")).GetProperty("version").GetInt32();
                Assert.True(version >= last);
                last = version;
            }

            return last;
        });
        for (var version = 4; version <= 10; version++) _ = await _serving.Deploy(await _yard.Command(version));
        await stop.CancelAsync();

        Assert.InRange(await asking, 3, 10);
        Assert.Equal(10, (await Ask("""{"distance": 740, "origin": "ORD"}""")).GetProperty("version").GetInt32());
    }

    private static double Probability(JsonElement prediction) => prediction.GetProperty("probability").GetDouble();

    private async Task<JsonElement> Ask(string body)
    {
        using var answer = await _server.Client.PostAsync(Path, Json(body));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<JsonElement> Refused(string path, string body, HttpStatusCode status)
    {
        using var answer = await _server.Client.PostAsync(path, Json(body));
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
