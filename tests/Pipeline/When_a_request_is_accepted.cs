using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Trainyard.Contracts;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline.AcceptRequest;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Receivers;

namespace Trainyard.Pipeline.Tests;

public sealed class When_a_request_is_accepted
{
    [Fact]
    public async Task Should_know_the_run_from_that_moment()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);

        var accepted = await yard.Http.PostAsJsonAsync("/runs", new { pipeline = Scripts.Churn, requestedBy = "ada" });

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var run = await yard.Http.GetFromJsonAsync<JsonNode>(accepted.Headers.Location);
        Assert.Equal("ada", (string?)run!["requestedBy"]);
        Assert.Equal("churn", Assert.IsType<TrainingSucceeded>(await yard.Ending()).Pipeline);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("train.iterations=30", false)]
    [InlineData("gate.auc=>= 0.1", true)]
    public async Task Should_say_of_its_model_whether_its_gate_is_that_of_the_file(string? set, bool isOverridden)
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var overrides = set?.Split('=', 2) is [var path, var value]
            ? new Dictionary<string, string> { [path] = value }
            : null;

        await Ask(yard, new { pipeline = Scripts.Churn, overrides });

        await yard.Ending();
        var command = Assert.Single(yard.Commands.OfType<RegisterModel>());
        Assert.Equal(isOverridden, command.IsGateOverridden);
    }

    [Theory]
    [InlineData("nightly", null, HttpStatusCode.Accepted)]
    [InlineData(null, "nightly", HttpStatusCode.Accepted)]
    [InlineData("nightly", "nightly", HttpStatusCode.Accepted)]
    [InlineData("nightly", "weekly", HttpStatusCode.BadRequest)]
    [InlineData("nightly", "", HttpStatusCode.BadRequest)]
    public async Task Should_have_one_key_wherever_it_stands(string? header, string? body, HttpStatusCode status)
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/runs")
        {
            Content = JsonContent.Create(new { pipeline = Scripts.Churn, idempotencyKey = body }),
        };
        if (header is not null)
            request.Headers.Add("Idempotency-Key", header);

        using var answer = await yard.Http.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Should_say_with_the_ending_whom_the_pipeline_wants_told()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        const string alerts = """alerts: [{ on: [rejected], webhook: "${ALERT_URL}" }]""";

        await Ask(yard, new { pipeline = $"{Scripts.Churn}\ngate: {{ auc: \">= 0.99\" }}\n{alerts}" });

        var told = Assert.IsType<TrainingFailed>(await yard.Ending()).Alerts;
        Assert.Equal([AlertOn.Rejected], Assert.Single(PipelineJson.ReadAlerts(told!)).On);
    }

    [Fact]
    public async Task Should_say_with_the_ending_that_the_pipeline_wants_somebody_told_where_the_list_is_too_long()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var alerts = string.Concat(Enumerable.Range(0, 100).Select(
            i => $"\n  - {{ on: [rejected], webhook: \"https://{new string('a', 60)}.example/{i}\" }}"));

        await Ask(yard, new { pipeline = $"{Scripts.Churn}\ngate: {{ auc: \">= 0.99\" }}\nalerts:{alerts}" });

        var told = Assert.IsType<TrainingFailed>(await yard.Ending());
        Assert.Equal((null, true), (told.Alerts, told.AreAlertsLeftOut));
    }

    [Fact]
    public async Task Should_end_the_run_of_a_request_that_died_and_leave_another_of_that_id_alone()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var (dead, alive) = (Guid.NewGuid(), Guid.NewGuid());

        await yard.Bus.Publish(Lost(dead));
        var rejected = Assert.IsType<TrainingFailed>(await yard.Ending());
        await Ask(yard, new { runId = alive, pipeline = Scripts.Churn });
        await yard.Bus.Publish(Lost(alive));

        Assert.Equal((dead, RunOutcome.Rejected), (rejected.RunId, rejected.Outcome));
        Assert.Equal(
            "The request could not be handled, and is dead letter 0123. It is no JSON. Ask again under a new id: this "
            + "run has ended.",
            rejected.Message);
        Assert.Equal(alive, Assert.IsType<TrainingSucceeded>(await yard.Ending()).RunId);

        static RequestLost Lost(Guid run) => new()
        {
            RunId = run, DeadLetter = "0123", Reason = "It is no JSON.", DiedAt = DateTimeOffset.UnixEpoch,
        };
    }

    [Fact]
    public async Task Should_be_one_run_however_often_the_key_comes()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var request = new { pipeline = Scripts.Churn, idempotencyKey = "nightly-2026-03-01" };

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => yard.Http.PostAsJsonAsync("/runs", request)));

        Assert.Single(replies.Select(reply => reply.Headers.Location).Distinct());
        await yard.Ending();
        Assert.Single(yard.Commands, command => command is FetchData);
    }

    [Fact]
    public async Task Should_be_the_run_of_the_key_whatever_run_it_names()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        await Ask(yard, Request(first, "monday"));
        await Ask(yard, Request(second, "tuesday"));

        var (monday, sunday) = (await Ask(yard, Request(second, "monday")), await Ask(yard, Request(second, "sunday")));
        Assert.Equal((first, second), (monday, sunday));
        Assert.Equal(first, await Ask(yard, new { pipeline = Scripts.Churn, idempotencyKey = "monday" }));

        static object Request(Guid runId, string key) =>
            new { runId, pipeline = Scripts.Churn, idempotencyKey = key };
    }

    [Fact]
    public async Task Should_be_another_run_where_another_pipeline_has_the_same_key()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var other = Scripts.Churn.Replace("pipeline: churn", "pipeline: growth", StringComparison.Ordinal);

        var first = await Ask(yard, new { pipeline = Scripts.Churn, idempotencyKey = "nightly" });

        Assert.NotEqual(first, await Ask(yard, new { pipeline = other, idempotencyKey = "nightly" }));
    }

    [Theory]
    [InlineData("{\"train.seed\": \"8\"}", null)]
    [InlineData(null, "elsewhere")]
    public async Task Should_refuse_a_key_that_came_with_something_else(string? overrides, string? sourceFolder)
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var first = await Ask(yard, new { pipeline = Scripts.Churn, idempotencyKey = "nightly" });

        var refused = await yard.Http.PostAsJsonAsync("/runs", new
        {
            pipeline = Scripts.Churn, idempotencyKey = "nightly", sourceFolder,
            overrides = overrides is null ? null : JsonNode.Parse(overrides),
        });

        await SaysWhy(
            refused, $"The idempotency key 'nightly' is that of run {first} of churn, which was asked for with another "
                + "file, other overrides or another source folder. Take a new key.", HttpStatusCode.Conflict);
        await yard.Ending();
        Assert.Single((await yard.Http.GetFromJsonAsync<JsonArray>("/runs"))!);
    }

    [Fact]
    public async Task Should_reject_the_run_where_it_comes_over_the_bus_with_a_key_of_something_else()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var request = new TrainRequested
        {
            RunId = Guid.NewGuid(), Pipeline = Scripts.Churn, IdempotencyKey = "nightly", RequestedBy = "ada",
        };
        await yard.Bus.Publish(request);
        Assert.IsType<TrainingSucceeded>(await yard.Ending());
        var other = request with { RunId = Guid.NewGuid(), SourceFolder = "elsewhere" };

        await yard.Bus.Publish(other);
        await yard.Bus.Publish(other);

        var rejected = Assert.IsType<TrainingFailed>(await yard.Ending());
        Assert.Equal((other.RunId, RunOutcome.Rejected), (rejected.RunId, rejected.Outcome));
        Assert.StartsWith(
            $"The idempotency key 'nightly' is that of run {request.RunId} of churn", rejected.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5_000_000, "2026-03-01T09:00:00Z", "'requestedBy' has 5000000 characters; it may have 2000.")]
    [InlineData(3, "9999-03-01T09:00:00Z", "'requestedAt' is 9999-03-01T09:00:00.0000000+00:00; it lies between 2000 "
        + "and one day from now.")]
    public async Task Should_reject_the_run_where_it_comes_over_the_bus_with_what_can_not_be_kept(
        int length, string at, string why)
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var request = new TrainRequested
        {
            RunId = Guid.NewGuid(), Pipeline = Scripts.Churn, RequestedBy = new string('a', length),
            RequestedAt = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture),
        };

        await yard.Bus.Publish(request);

        var rejected = Assert.IsType<TrainingFailed>(await yard.Ending());
        Assert.Equal((request.RunId, RunOutcome.Rejected, why), (rejected.RunId, rejected.Outcome, rejected.Message));
        Assert.True(rejected.RequestedBy.Length <= 2000);
    }

    [Fact]
    public void Should_be_read_where_a_version_stored_it_that_did_not_say_when_to_look_at_it_again()
    {
        var stored = DocumentJson.Read<RequestDocument>("""
            {"runId":"0d6cf3a4-6f0c-4d3b-9a55-3f8e0c8f2a11","idempotencyKey":null,"request":{"pipeline":"x"},
             "acceptedAt":"2026-03-01T09:00:00+00:00","hasBegun":false}
            """u8);

        Assert.True(stored.DueAt < stored.AcceptedAt);
    }

    [Fact]
    public async Task Should_take_an_empty_key_for_none()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        var request = new { pipeline = Scripts.Churn, idempotencyKey = " " };

        Assert.NotEqual(await Ask(yard, request), await Ask(yard, request));
    }

    [Fact]
    public async Task Should_refuse_an_invalid_pipeline_with_every_problem_and_store_nothing()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);

        var refused = await yard.Http.PostAsJsonAsync("/runs", new { pipeline = "pipelin: churn" });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var problems = (await refused.Content.ReadFromJsonAsync<JsonNode>())!["problems"]!.AsArray();
        var words = string.Concat(problems.Select(problem => (string?)problem!["message"]));
        Assert.Contains("Did you mean 'pipeline'?", words, StringComparison.Ordinal);
        Assert.Empty((await yard.Http.GetFromJsonAsync<JsonArray>("/runs"))!);
    }

    [Theory]
    [InlineData("requestedBy", 2001)]
    [InlineData("sourceFolder", 5_000_000)]
    public async Task Should_refuse_what_is_too_long_to_keep_with_a_run(string name, int length)
    {
        await using var yard = await RunningYard.Start(Scripts.Success);

        var refused = await yard.Http.PostAsJsonAsync(
            "/runs", new JsonObject { ["pipeline"] = Scripts.Churn, [name] = new string('a', length) });

        await SaysWhy(refused, $"'{name}' has {length} characters; it may have 2000.");
        Assert.Empty((await yard.Http.GetFromJsonAsync<JsonArray>("/runs"))!);
    }

    [Fact]
    public async Task Should_refuse_what_would_tear_a_line_apart()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);

        var asked = await yard.Http.PostAsJsonAsync("/runs", new { pipeline = Scripts.Churn, requestedBy = "a\nb" });
        var cancelled = await yard.Http.PostAsJsonAsync(
            $"/runs/{Guid.NewGuid()}/cancel", new { reason = "\u001b[31m" });

        await SaysWhy(asked, "'requestedBy' holds a line break or another control character; write it on one line.");
        await SaysWhy(cancelled, "'reason' holds a line break or another control character; write it on one line.");
    }

    private static async Task SaysWhy(
        HttpResponseMessage refused, string why, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        Assert.Equal(status, refused.StatusCode);
        Assert.Equal(why, (string?)(await refused.Content.ReadFromJsonAsync<JsonNode>())!["detail"]);
    }

    private static async Task<Guid> Ask(RunningYard yard, object request)
    {
        var reply = await yard.Http.PostAsJsonAsync("/runs", request);
        return (Guid)(await reply.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>())!["runId"]!;
    }
}
