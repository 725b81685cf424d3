using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trainyard.Contracts;

namespace Trainyard.DeadLetters.Tests;

public sealed class When_a_message_can_not_be_handled : IAsyncLifetime
{
    private DeadYard _yard = null!;

    public async ValueTask InitializeAsync() => _yard = await DeadYard.Start();

    public ValueTask DisposeAsync() => _yard.DisposeAsync();

    [Fact]
    public async Task Should_keep_it_after_the_last_attempt_and_say_where_and_why_it_died()
    {
        var id = await _yard.Publish();

        var listed = Assert.Single(await _yard.Dead(1));

        Assert.Equal(3, _yard.Broken.Tries);
        Assert.Equal(("train-model", "CancelRun", "Failed"),
            ((string)listed["queue"]!, (string)listed["messageType"]!, (string)listed["cause"]!));
        Assert.Equal("Handling it failed 3 times: The valve is stuck.", (string)listed["explanation"]!);
        Assert.Equal((3, id.ToString()), ((int)listed["tries"]!, (string)listed["messageId"]!));
        var letter = await _yard.Read((string)listed["id"]!);
        Assert.Equal("System.InvalidOperationException", (string)letter["exceptionType"]!);
        Assert.Contains("BrokenService", (string)letter["stackTrace"]!, StringComparison.Ordinal);
        var body = JsonNode.Parse((string)letter["body"]!)!;
        Assert.Equal((string)listed["runId"]!, (string)body["message"]!["runId"]!);
        Assert.Equal(["Kept"], Deeds(letter));
    }

    [Fact]
    public async Task Should_say_what_is_wrong_with_a_body_that_is_no_JSON()
    {
        await _yard.Put("{\"runId\": oops}");

        var letter = Assert.Single(await _yard.Dead(1));

        Assert.Equal(
            "Its body can't be read: it is no JSON: 'o' is an invalid start of a value (line 1, byte 11).",
            (string)letter["explanation"]!);
        Assert.Equal("{\"runId\": oops}", (string)(await _yard.Read((string)letter["id"]!))["body"]!);
    }

    [Theory]
    [InlineData("""{"runId":"\ud800"}""")]
    [InlineData("""{"run\udc00Id":"x","messageType":["\ud800"]}""")]
    [InlineData("""{"messageType":["urn:message:Trainyard.Contracts:MoveAlias"],"message":{"moveId":"\ud800"}}""")]
    [InlineData("""{"messageType":["urn:message:Trainyard.Contracts:MoveAlias"],"message":{"alias":"\ud800"}}""")]
    [InlineData("""{"messageType":["urn:message:Trainyard.Contracts:MoveAlias"],"message":[1]}""")]
    public async Task Should_keep_what_holds_half_a_character_and_go_on(string body)
    {
        await _yard.GiveUp(body);
        await _yard.GiveUp("{}");

        Assert.Equal(2, (await _yard.Dead(2)).Length);
    }

    [Fact]
    public async Task Should_keep_a_large_body_as_a_blob_and_send_it_again()
    {
        var body = Encoding.UTF8.GetBytes($"{{\"runId\": oops}}{new string(' ', 13 << 20)}");
        await _yard.Keep(body, []);

        var letter = await _yard.Read((string)Assert.Single(await _yard.Dead(1))["id"]!);

        Assert.Null((string?)letter["body"]);
        Assert.Equal(body.Length, (long)letter["bodyBlob"]!["size"]!);
        var (status, answer) = await _yard.Decide((string)letter["id"]!, "retry");
        Assert.True(status == HttpStatusCode.OK, answer.ToJsonString());
        var again = (await _yard.Dead(1, $"?state=Dead&queue=train-model"))[0];
        Assert.Equal((string)letter["id"]!, (string)(await _yard.Read((string)again["id"]!))["retryOf"]!);
    }

    [Fact]
    public async Task Should_keep_so_many_headers_and_so_much_of_each()
    {
        var headers = Enumerable.Range(0, 300).ToDictionary(i => $"h{i}\u001b", i => new string('x', i * 100));
        await _yard.Keep([0xFF, 0x00], headers);

        var letter = await _yard.Read((string)Assert.Single(await _yard.Dead(1))["id"]!);

        var kept = letter["headers"]!.AsObject();
        Assert.Equal(100, kept.Count);
        Assert.All(kept, header => Assert.InRange(((string)header.Value!).Length, 0, 10_003));
        Assert.All(kept, header => Assert.DoesNotContain(header.Key, char.IsControl));
        Assert.NotNull((string?)letter["bodyBytes"]);
    }

    [Fact]
    public async Task Should_keep_a_message_of_a_type_that_nobody_knows()
    {
        await _yard.Put(Envelope("Elsewhere:ThingHappened", "{}"), "application/vnd.masstransit+json");

        var letter = Assert.Single(await _yard.Dead(1));

        Assert.Equal(("Unknown", "Nobody on this queue knows messages of type Elsewhere:ThingHappened."),
            ((string)letter["cause"]!, (string)letter["explanation"]!));
    }

    [Fact]
    public async Task Should_tell_the_run_of_a_command_that_nobody_can_read()
    {
        var run = Guid.NewGuid();
        await _yard.Put(
            Envelope("Trainyard.Contracts:TrainModel", $$"""{"runId":"{{run}}","definition":5}"""),
            "application/vnd.masstransit+json");

        var told = Assert.IsType<StepFaulted>((await _yard.Broken.Next()).Message);

        Assert.Equal((run, Step.Train), (told.RunId, told.Step));
        var letter = Assert.Single(await _yard.Dead(1));
        Assert.Equal((string)letter["explanation"]!, told.Reason);
        Assert.StartsWith("Its body can't be read: it is JSON, but not the message", told.Reason);
        Assert.Equal(["Kept", "Reported"], await _yard.DeedsOnce((string)letter["id"]!, 2));
    }

    [Fact]
    public async Task Should_tell_whoever_asked_of_a_command_that_killed_its_readers_and_belongs_to_no_run()
    {
        var move = new MoveAlias
        {
            MoveId = Guid.NewGuid(), Model = "flights", Alias = "production", Version = 3, RequestedBy = "ada",
            Reason = "It is better.",
        };
        await _yard.GiveUp(Envelope("Trainyard.Contracts:MoveAlias", JsonSerializer.Serialize(move)));

        var told = Assert.IsType<JobFaulted>((await _yard.Broken.Next()).Message);

        Assert.Equal((nameof(MoveAlias), $"{move.MoveId}", null), (told.Kind, told.Key, told.RunId));
        Assert.StartsWith("It was delivered as often as the queue allows", told.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DataFetched", "", Step.Fetch, "training-runs")]
    [InlineData("DataRejected", ",\"step\":\"Check\"", Step.Check, "training-runs")]
    [InlineData("ModelServed", "", Step.Deploy, "follow-deployments")]
    [InlineData("ModelDeployed", "", Step.Deploy, "training-runs")]
    public async Task Should_tell_the_run_of_a_reply_that_died_and_name_the_dead_letter(
        string reply, string more, Step step, string queue)
    {
        var run = Guid.NewGuid();
        await _yard.GiveUp(
            Envelope($"Trainyard.Contracts:{reply}", $$"""{"runId":"{{run}}"{{more}}}"""), queue);

        var told = Assert.IsType<StepFaulted>((await _yard.Broken.Next()).Message);

        var letter = Assert.Single(await _yard.Dead(1));
        Assert.Equal((run, step), (told.RunId, told.Step));
        Assert.StartsWith(
            $"Its reply {reply} is dead letter {letter["id"]}, in {queue}. It was delivered", told.Reason,
            StringComparison.Ordinal);
        Assert.NotNull((string?)letter["stepName"]);
    }

    [Fact]
    public async Task Should_tell_the_registry_of_a_deployment_outside_of_a_run_whose_reply_died()
    {
        var deployment = Guid.NewGuid();
        await _yard.GiveUp(
            Envelope("Trainyard.Contracts:ModelServed", $$"""{"deploymentId":"{{deployment}}","runId":null}"""),
            "follow-deployments");

        var told = Assert.IsType<JobFaulted>((await _yard.Broken.Next()).Message);

        Assert.Equal((nameof(DeployModel), $"{deployment}", null), (told.Kind, told.Key, told.RunId));
        Assert.Contains("in follow-deployments. It was delivered", told.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TrainRequested")]
    [InlineData("TrainModel")]
    [InlineData("MoveAlias")]
    [InlineData("DataFetched")]
    [InlineData("ModelServed")]
    public async Task Should_make_no_news_of_a_copy_that_died_with_somebody_else(string type)
    {
        var (id, last) = (Guid.NewGuid(), Guid.NewGuid());
        await _yard.GiveUp(
            Envelope(
                $"Trainyard.Contracts:{type}",
                $$"""{"runId":"{{id}}","moveId":"{{id}}","deploymentId":"{{id}}","model":"m"}"""),
            "listen-in");
        await _yard.GiveUp("no JSON", "train-requests", last);

        Assert.Equal(last, Assert.IsType<RequestLost>((await _yard.Broken.Next()).Message).RunId);
        var letter = Assert.Single(await _yard.Dead(1, "?queue=listen-in"));
        Assert.Equal(["Kept"], Deeds(await _yard.Read((string)letter["id"]!)));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("0123456789ABCDEF")]
    [InlineData("0123456789abcde\ud800")]
    public async Task Should_take_for_the_former_only_what_looks_like_one(string former)
    {
        await _yard.Keep([1], [], former);
        await _yard.Keep([2], [], "0123456789abcdef");

        var formers = (await _yard.Dead(2)).Select(letter => (string?)letter["retryOf"]);

        Assert.Equal([null, "0123456789abcdef"], formers.Order());
    }

    [Theory]
    [InlineData("Trainyard.Contracts:StepFaulted")]
    [InlineData("Trainyard.Contracts:TrainingSucceeded")]
    public async Task Should_make_no_news_of_news_or_of_an_ending_that_died(string type)
    {
        await _yard.GiveUp(Envelope(type, $$"""{"runId":"{{Guid.NewGuid()}}","step":"Train"}"""), "training-runs");
        var id = Guid.NewGuid();
        await _yard.GiveUp("no JSON", "train-requests", id);

        Assert.Equal(id, Assert.IsType<RequestLost>((await _yard.Broken.Next()).Message).RunId);
        var letter = (await _yard.Dead(2)).Single(dead => (string)dead["queue"]! == "training-runs");
        Assert.Equal(["Kept"], Deeds(await _yard.Read((string)letter["id"]!)));
    }

    [Fact]
    public async Task Should_tell_of_a_request_by_its_run_or_else_by_its_message()
    {
        var (run, id) = (Guid.NewGuid(), Guid.NewGuid());
        await _yard.GiveUp(
            Envelope("Trainyard.Contracts:TrainRequested", $$"""{"runId":"{{run}}","pipeline":"x"}"""),
            "train-requests");
        await _yard.GiveUp("""{"pipeline": oops""", "train-requests", id);

        RequestLost[] told =
        [
            Assert.IsType<RequestLost>((await _yard.Broken.Next()).Message),
            Assert.IsType<RequestLost>((await _yard.Broken.Next()).Message),
        ];

        Assert.Equal(new[] { run, id }.Order(), told.Select(lost => lost.RunId).Order());
        Assert.Equal(
            (await _yard.Dead(2)).Select(letter => (string)letter["id"]!).Order(),
            told.Select(lost => lost.DeadLetter).Order());
    }

    [Fact]
    public async Task Should_still_have_it_after_a_restart()
    {
        await _yard.Publish();
        var before = Assert.Single(await _yard.Dead(1));

        await _yard.Restart();

        var after = Assert.Single(await _yard.Dead(1));
        Assert.Equal(before.ToJsonString(), after.ToJsonString());
    }

    [Fact]
    public async Task Should_refuse_a_question_that_means_nothing()
    {
        Assert.Contains("one of Dead, Retried, Dropped", (await _yard.Get("/dead?state=Undead")).Answer,
            StringComparison.Ordinal);
        Assert.Contains("from 1 to 1000", (await _yard.Get("/dead?limit=0")).Answer, StringComparison.Ordinal);
        Assert.Contains("GET /dead lists them", (await _yard.Get("/dead/none")).Answer, StringComparison.Ordinal);
    }

    internal static string[] Deeds(JsonObject letter) =>
        [.. letter["history"]!.AsArray().Select(entry => (string)entry!["did"]!)];

    private static string Envelope(string type, string message) =>
        $$"""{"messageId":"{{Guid.NewGuid()}}","messageType":["urn:message:{{type}}"],"message":{{message}}}""";
}
