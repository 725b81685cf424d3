using MassTransit.Serialization;
using Trainyard.Hosting.Bus;
using Trainyard.Hosting.Bus.DeadLetters;
using Trainyard.Persistence.Documents;
using Trainyard.Support;

namespace Trainyard.Hosting.Tests;

public sealed class When_the_bus_takes_nothing
{
    /// <summary>What waits for the store would wait for ever, and whoever asks would be told of the store.</summary>
    [Fact]
    public async Task Should_not_be_taken_for_a_store_that_is_away()
    {
        var bus = CapturedBus.To((_, _) => new TaskCompletionSource().Task);

        var late = await Assert.ThrowsAsync<BusTimeoutException>(
            () => bus.PublishInTime("a message", null, false, TestContext.Current.CancellationToken));

        Assert.Equal("The message bus did not take a String within 5 s.", late.Message);
        Assert.False(StoreOutage.Is(late));
        Assert.True(StoreOutage.Is(new TimeoutException("A server was not selected in time.")));
    }

    public static TheoryData<object, int> Counts => new()
    {
        { "7", 7 }, { 7, 7 }, { 7L, 7 }, { "7"u8.ToArray(), 7 }, { new[] { 7 }, 7 }, { long.MaxValue, 1_000_000 },
        { "often", 0 }, { -1, 0 }, { new Dictionary<string, object> { ["n"] = 7 }, 0 },
    };

    /// <summary>A client writes whatever it likes, and what can't be read would be tried again without a
    /// pause.</summary>
    [Theory]
    [MemberData(nameof(Counts), DisableDiscoveryEnumeration = true)]
    public void Should_read_how_often_a_message_went_back_whatever_the_header_is(object written, int times)
    {
        var headers = new DictionarySendHeaders();
        headers.Set(DeadLetterHeaders.Waited, written, true);

        Assert.Equal(times, OutageReturns.TimesReturned(headers));
    }
}
