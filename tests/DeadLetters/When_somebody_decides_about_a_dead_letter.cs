using System.Net;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus.DeadLetters;

namespace Trainyard.DeadLetters.Tests;

public sealed class When_somebody_decides_about_a_dead_letter : IAsyncLifetime
{
    private DeadYard _yard = null!;

    public async ValueTask InitializeAsync() => _yard = await DeadYard.Start();

    public ValueTask DisposeAsync() => _yard.DisposeAsync();

    [Fact]
    public async Task Should_send_it_back_as_it_was_and_write_down_who_did_and_why()
    {
        var message = await _yard.Publish();
        var id = await Died();
        _yard.Broken.IsBroken = false;

        var (status, reply) = await _yard.Decide(id, "retry");

        Assert.Equal((HttpStatusCode.OK, "Retried"), (status, (string)reply["state"]!));
        var handled = await _yard.Broken.Next();
        Assert.Equal((message, "ada"), (handled.Id!.Value, ((CancelRun)handled.Message).RequestedBy));
        var history = (await _yard.Read(id))["history"]!.AsArray();
        Assert.Equal(
            ["Kept by trainyard: ", "RetryBegun by ada: the valve is loose again",
                "Retried by ada: the valve is loose again"],
            history.Select(entry => $"{entry!["did"]} by {entry["by"]}: {entry["why"]}"));
    }

    [Fact]
    public async Task Should_send_it_once_however_often_somebody_asks()
    {
        await _yard.Publish();
        var id = await Died();
        var tries = _yard.Broken.Tries;
        _yard.Broken.IsBroken = false;

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _yard.Decide(id, "retry")));
        await _yard.Broken.Next();
        Assert.Equal(HttpStatusCode.OK, (await _yard.Decide(id, "retry")).Status);

        Assert.All(replies, reply =>
            Assert.True(reply.Status is HttpStatusCode.OK or HttpStatusCode.Conflict, reply.Answer.ToJsonString()));
        Assert.Equal(tries + 1, _yard.Broken.Tries);
        Assert.Equal(["Kept", "RetryBegun", "Retried"], When_a_message_can_not_be_handled.Deeds(await _yard.Read(id)));
    }

    [Fact]
    public async Task Should_name_the_former_when_it_dies_again()
    {
        await _yard.Publish();
        var former = await Died();
        await _yard.Decide(former, "retry");

        var again = Assert.Single(await _yard.Dead(1));

        Assert.NotEqual(former, (string)again["id"]!);
        Assert.Equal(former, (string)again["retryOf"]!);
        var letter = await _yard.Read(former);
        Assert.Equal("Retried", (string)letter["state"]!);
        Assert.Equal([(string)again["id"]!], letter["diedAgainAs"]!.AsArray().Select(id => (string)id!));
    }

    [Fact]
    public async Task Should_name_the_former_of_what_nobody_knows_and_of_what_nobody_can_read()
    {
        await _yard.Put("nonsense");
        await _yard.Put("{\"messageType\":[\"urn:message:A:B\"],\"message\":{}}", "application/vnd.masstransit+json");
        foreach (var letter in await _yard.Dead(2))
            Assert.Equal(HttpStatusCode.OK, (await _yard.Decide((string)letter["id"]!, "retry")).Status);
        var formers = (await _yard.Dead(2, "?state=Retried")).Select(letter => (string)letter["id"]!);

        var again = await _yard.Dead(2);

        Assert.Equal(formers.Order(), again.Select(letter => (string)letter["retryOf"]!).Order());
    }

    [Fact]
    public async Task Should_give_it_up_for_good()
    {
        await _yard.Publish();
        var id = await Died();

        Assert.Equal(HttpStatusCode.OK, (await _yard.Decide(id, "drop", why: "nobody misses it")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _yard.Decide(id, "drop")).Status);
        var (status, refusal) = await _yard.Decide(id, "retry");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.StartsWith($"Dead letter {id} was dropped by ada at ", (string)refusal["detail"]!);
        Assert.Empty(await _yard.Dead(0));
        Assert.Equal(["Kept", "Dropped"], When_a_message_can_not_be_handled.Deeds(await _yard.Read(id)));
    }

    [Theory]
    [InlineData(null, "why not")]
    [InlineData("ada", null)]
    [InlineData(" ", "why not")]
    public async Task Should_want_to_know_who_asks_and_why(string? by, string? why)
    {
        await _yard.Publish();
        var id = await Died();

        var (status, refusal) = await _yard.Decide(id, "drop", by, why);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("Say who asks and why", (string)refusal["detail"]!);
        Assert.Equal("Dead", (string)(await _yard.Read(id))["state"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await _yard.Decide("none", "drop")).Status);
    }

    [Fact]
    public async Task Should_not_send_back_what_had_other_headers()
    {
        await _yard.Keep([1], new() { ["h"] = new string('x', 9_999) + "😀" });
        var id = await Died();

        var (status, refusal) = await _yard.Decide(id, "retry");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("can't be sent back as it was", (string)refusal["detail"]!, StringComparison.Ordinal);
        var letter = await _yard.Read(id);
        Assert.Equal(new string('x', 9_999) + "...", (string)letter["headers"]!["h"]!);
        Assert.Equal(["Kept"], When_a_message_can_not_be_handled.Deeds(letter));
    }

    [Theory]
    [InlineData(true, "The artifact store has no blob ")]
    [InlineData(false, "is damaged: its bytes have digest ")]
    public async Task Should_say_that_the_body_is_gone_and_not_that_the_bus_is_away(bool isMissing, string said)
    {
        await _yard.Keep(new byte[100_000], []);
        var id = await Died();
        foreach (var blob in _yard.Blobs)
        {
            File.Delete(blob);
            if (!isMissing)
                await File.WriteAllBytesAsync(blob, new byte[100_001], TestContext.Current.CancellationToken);
        }

        var (status, refusal) = await _yard.Decide(id, "retry");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains(said, (string)refusal["detail"]!, StringComparison.Ordinal);
        var entry = (await _yard.Read(id))["history"]!.AsArray()[^1]!;
        Assert.Equal("RetryFailed", (string)entry["did"]!);
        Assert.Contains(said, (string)entry["why"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_keep_the_first_and_the_last_of_what_was_done_and_count_the_rest()
    {
        var letter = new DeadLetter
        {
            Id = "0", State = DeadLetterState.Dead, Queue = "q", Cause = DeathCause.Failed, Explanation = "It broke.",
            DiedAt = DateTimeOffset.UnixEpoch, Headers = new Dictionary<string, string>(), Body = [], History = [],
        };
        for (var i = 0; i < 1000; i++)
            letter = letter.With(new(DateTimeOffset.UnixEpoch, "ada", DeadLetterAction.RetryFailed, $"{i}"));

        Assert.Equal(950, letter.LeftOut);
        Assert.Equal(
            Enumerable.Range(0, 10).Concat(Enumerable.Range(960, 40)).Select(i => $"{i}"),
            letter.History.Select(entry => entry.Why));
    }

    private async Task<string> Died() => (string)Assert.Single(await _yard.Dead(1))["id"]!;
}
