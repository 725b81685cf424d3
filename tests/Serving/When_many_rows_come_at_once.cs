using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Serving.AnswerPredictions;
using Trainyard.Serving.DeployModels;
using Trainyard.Support;

namespace Trainyard.Serving.Tests;

public sealed class When_many_rows_come_at_once : IAsyncLifetime
{
    private const string Path = "/models/flights/staging/predict";

    private readonly ServingYard _yard = new();
    private ServedModels _models = null!;
    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        var serving = _yard.Start();
        _ = await serving.Deploy(await _yard.Command(version: 3));
        _models = serving.Models;
        _server = await TestServer.Start(
            services => services.AddSingleton(serving.Models).AddSingleton(_yard.Settings),
            PredictionRoutes.MapPredictions);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _yard.DisposeAsync();
    }

    [Theory, InlineData(31), InlineData(32), InlineData(1_024), InlineData(2_500)]
    public async Task Should_answer_each_as_alone_to_the_bit(int count)
    {
        var rows = Rows(count);

        var together = await Answers(new JsonObject { ["rows"] = rows.DeepClone() });

        Assert.Equal(count, together.Count);
        foreach (var place in Enumerable.Range(0, count).Where(place => place < 40 || place % 97 == 0))
            Assert.Equal(Assert.Single(await Answers(rows[place]!.DeepClone())), together[place]);
    }

    [Fact]
    public async Task Should_name_the_rows_that_can_not_be_read()
    {
        var rows = Rows(1_100);
        rows[1_050]!["distance"] = "far";
        rows[3]!.AsObject().Remove("origin");

        using var response = await Post(new JsonObject { ["rows"] = rows });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(
            [4, 1_051],
            problem.GetProperty("problems").EnumerateArray().Select(one => one.GetProperty("row").GetInt32()));
    }

    [Fact]
    public async Task Should_name_the_columns_that_no_feature_needs()
    {
        var rows = Rows(1_100);
        rows[1_050]!["gate"] = "A";

        using var response = await Post(new JsonObject { ["rows"] = rows });

        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("gate", Assert.Single(answer.GetProperty("ignored").EnumerateArray()).GetString());
    }

    /// <summary>In rows that are scored by blocks and in those that are not.</summary>
    [Theory, InlineData(9), InlineData(1_100)]
    public async Task Should_tell_once_of_words_that_training_never_saw(int count)
    {
        var rows = Rows(count);
        foreach (var row in rows)
            row!["origin"] = "JFK";
        rows[4]!["origin"] = new string('é', 5_000);
        rows[7]!["origin"] = "new";
        rows[count - 1]!["distance"] = 60_000;

        using var response = await Post(new JsonObject { ["rows"] = rows });

        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(count, answer.GetProperty("predictions").GetArrayLength());
        var warnings = answer.GetProperty("warnings").EnumerateArray().ToArray();
        Assert.Equal(
            [("origin", 5, 2), ("distance", count, 1)],
            warnings.Select(one => (
                one.GetProperty("column").GetString()!, one.GetProperty("row").GetInt32(),
                one.GetProperty("rows").GetInt32())));
        Assert.InRange(warnings[0].GetProperty("message").GetString()!.Length, 50, 250);
        Assert.Equal("unseen_word", warnings[0].GetProperty("about").GetString());
    }

    /// <summary>However many different values break a rule, what else there is to know is told.</summary>
    [Fact]
    public async Task Should_lose_no_warning_among_many_of_another_kind()
    {
        var rows = Rows(400);
        foreach (var (number, row) in rows.Index())
            (row!["distance"], row["origin"]) = (60_000 + number, number == 399 ? "new" : "JFK");

        using var response = await Post(new JsonObject { ["rows"] = rows });

        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(
            [("quality_rule_1", 400), ("unseen_word", 1)],
            answer.GetProperty("warnings").EnumerateArray().Select(one => (
                one.GetProperty("about").GetString()!, one.GetProperty("rows").GetInt32())));
    }

    [Fact]
    public void Should_be_scored_in_blocks_also_where_some_are_warned_about()
    {
        using var rows = JsonDocument.Parse(Rows(200).ToJsonString());
        var warned = new List<int>();

        var predictions = _models.Find("flights", "staging")!.Model!.TryPredict(
            rows.RootElement.EnumerateArray(), 200, (row, _) => warned.Add(row),
            TestContext.Current.CancellationToken);

        Assert.Equal(200, predictions!.Count);
        Assert.Equal(
            rows.RootElement.EnumerateArray().Index().Where(r => r.Item.GetProperty("origin").ValueEquals("new"))
                .Select(r => r.Index + 1),
            warned);
    }

    private static JsonArray Rows(int count)
    {
        var random = new Random(5);
        string[] origins = ["JFK", "ORD", "new"];
        return
        [
            .. Enumerable.Range(0, count).Select(_ => new JsonObject
            {
                ["distance"] = random.Next(10) == 0 ? null : random.NextDouble() * 3_000,
                ["origin"] = origins[random.Next(3)],
            }),
        ];
    }

    private async Task<List<string>> Answers(JsonNode body)
    {
        using var response = await Post(body);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return [.. answer.GetProperty("predictions").EnumerateArray().Select(one => one.GetRawText())];
    }

    private Task<HttpResponseMessage> Post(JsonNode body) =>
        _server.Client.PostAsJsonAsync(Path, body, TestContext.Current.CancellationToken);
}
