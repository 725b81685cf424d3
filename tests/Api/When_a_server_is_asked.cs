using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trainyard.Api.DeadLetters;
using Trainyard.Api.Models;
using Trainyard.Contracts;
using Trainyard.Support;

namespace Trainyard.Api.Tests;

public sealed class When_a_server_is_asked : IAsyncLifetime
{
    private TestServer _server = null!;
    private TrainyardClient _client = null!;
    private readonly List<string> _keys = [];
    private string? _asked;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.Start(_ => { }, app =>
        {
            app.MapPost("/runs", () => Results.Problem(
                "The pipeline file is not valid.", statusCode: 400,
                extensions: new Dictionary<string, object?>
                {
                    ["problems"] = new object[]
                    {
                        new { line = 3, column = 5, path = "train.trainer", message = "There is no 'lightgbn'." },
                        new { row = 2, column = (string?)null, message = "It is no object." },
                        "something",
                    },
                }));
            app.MapGet("/runs", (HttpRequest request) =>
            {
                _asked = request.QueryString.Value;
                return Results.Ok(Array.Empty<object>());
            });
            app.MapGet("/models", (HttpRequest request, HttpResponse response) =>
            {
                var after = request.Query["after"].ToString();
                var next = after == "" ? "?limit=1&after=a" : "http://localhost:1/";
                response.Headers.Link = $"<{next}>; rel=\"next\"";
                return new[] { Model($"model {after}") };
            });
            app.MapGet("/runs/{run}", () => Results.Text("<html>", "text/html", statusCode: 502));
            app.MapGet("/runs/{run}/diagram", (HttpRequest request) =>
            {
                _keys.Add(request.Headers.Authorization.ToString());
                return Results.Redirect("/elsewhere");
            });
            app.MapGet("/elsewhere", (HttpRequest request) =>
            {
                _keys.Add(request.Headers.Authorization.ToString());
                return "sequenceDiagram";
            });
            app.MapGet("/alerts/{run}", () => Results.Text("welcome", "application/json"));
            app.MapGet("/dead", () => Results.Stream(new EndlessStream(), "application/json"));
            app.MapGet("/models/slow", async (CancellationToken cancellation) =>
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation));
            app.MapGet("/models/{model}/{alias}/sample", () => Results.NoContent());
            app.MapPost("/dead/{id}/drop", (string id, DecisionRequest request) => Results.Problem(
                $"Dead letter {id} was dropped by {request.RequestedBy}: {request.Reason}", statusCode: 409));
        });
        _client = new TrainyardClient(new Uri(_server.Address));
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _server.DisposeAsync();
    }

    [Fact]
    public async Task Should_give_all_that_is_wrong_as_one_exception()
    {
        var refusal = await Assert.ThrowsAsync<ApiException>(() =>
            _client.Runs.Request(new TrainRequested(), TestContext.Current.CancellationToken));

        Assert.Equal((HttpStatusCode.BadRequest, false), (refusal.Status, refusal.IsOutage));
        Assert.Equal("The pipeline file is not valid.", refusal.Detail);
        Assert.Equal(
            ["line 3, column 5, path train.trainer: There is no 'lightgbn'.", "row 2: It is no object.", "something"],
            refusal.Problems.Select(problem => problem.ToString()));
        Assert.Equal(
            string.Join(Environment.NewLine, ["The pipeline file is not valid.", .. Indented(refusal)]),
            refusal.Message);
    }

    [Fact]
    public async Task Should_say_what_the_answer_was_where_it_explains_nothing()
    {
        var outage = await Assert.ThrowsAsync<ApiException>(() =>
            _client.Runs.Read(Guid.NewGuid(), TestContext.Current.CancellationToken));

        Assert.Equal((true, "The server answered 502 Bad Gateway."), (outage.IsOutage, outage.Message));
    }

    [Fact]
    public async Task Should_say_that_what_answered_is_no_Trainyard()
    {
        var stranger = await Assert.ThrowsAsync<ApiException>(() =>
            _client.Alerts.OfRun(Guid.NewGuid(), TestContext.Current.CancellationToken));

        Assert.StartsWith("What answered is no Trainyard", stranger.Message, StringComparison.Ordinal);
        Assert.True(stranger.IsOutage);
    }

    [Fact]
    public async Task Should_say_how_long_an_answer_was_waited_for()
    {
        using var client = new TrainyardClient(new Uri(_server.Address), timeout: TimeSpan.FromMilliseconds(100));

        var late = await Assert.ThrowsAsync<TaskCanceledException>(() =>
            client.Models.Read("slow", 1, 0, TestContext.Current.CancellationToken));

        Assert.StartsWith("What was asked for was not answered within", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_read_no_more_than_an_answer_may_have()
    {
        using var client = new TrainyardClient(new Uri(_server.Address), largestAnswer: 1 << 20);

        var endless = await Assert.ThrowsAsync<ApiException>(async () => await client.DeadLetters.All(
            null, null, 1, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            "The answer is longer than 1 MiB, and no answer of a Trainyard is that long.", endless.Message);
    }

    [Fact]
    public async Task Should_leave_out_of_the_question_what_nobody_said()
    {
        await _client.Runs.List("a & b", null, 5, 0, TestContext.Current.CancellationToken);

        Assert.Equal("?limit=5&skip=0&pipeline=a%20%26%20b", _asked);
    }

    [Fact]
    public async Task Should_follow_a_list_to_its_end_and_to_no_other_server()
    {
        var models = await _client.Models.All(1, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["model ", "model a"], models.Select(model => model.Name));
    }

    [Fact]
    public async Task Should_bring_the_key_along_and_lead_it_nowhere_else()
    {
        using var client = new TrainyardClient(new Uri(_server.Address), "0123456789abcdef");

        await client.Runs.Diagram(Guid.Empty, TestContext.Current.CancellationToken);

        Assert.Equal(["Bearer 0123456789abcdef", ""], _keys);
    }

    [Fact]
    public async Task Should_have_no_sample_where_the_model_has_none() => Assert.Null(
        await _client.Predictions.Sample("/models/churn/staging/predict", TestContext.Current.CancellationToken));

    [Fact]
    public async Task Should_pass_on_who_decides_and_why()
    {
        var refusal = await Assert.ThrowsAsync<ApiException>(() => _client.DeadLetters.Drop(
            "00ff", new("ada", "nobody misses it"), TestContext.Current.CancellationToken));

        Assert.Equal("Dead letter 00ff was dropped by ada: nobody misses it", refusal.Message);
    }

    private static IEnumerable<string> Indented(ApiException refusal) =>
        refusal.Problems.Select(problem => $"  {problem}");

    private static ModelSummary Model(string name) => new(
        name, new VersionSummary(1, Guid.Empty, DateTimeOffset.UnixEpoch, "ada", new Dictionary<string, double>()),
        new Dictionary<string, int>());

    /// <summary>Blanks without an end.</summary>
    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
