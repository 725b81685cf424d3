using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Trainyard.Hosting.Bus;

namespace Trainyard.Hosting.Tests;

public sealed class When_the_bus_hangs : IDisposable
{
    private static readonly TimeSpan Limit = 9 * BusWatch.Interval;

    private readonly FakeTimeProvider _time = new();
    private readonly BusWatch _watch;
    private string? _waiting = "orders: not ready";
    private bool _brokerAnswers = true;

    public When_the_bus_hangs() => _watch = new BusWatch(
        () => _waiting, _ => Task.FromResult(_brokerAnswers), Limit, _time, NullLogger<BusWatch>.Instance);

    [Fact]
    public async Task Should_break_its_process_once_nothing_has_happened_for_as_long_as_is_allowed()
    {
        await Pass(Limit);

        var hangs = await Assert.ThrowsAsync<BusHangsException>(() => Pass(BusWatch.Interval));
        Assert.Contains("(orders: not ready)", hangs.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_wait_without_end_for_a_broker_that_is_away_and_from_then_on_as_long_as_is_allowed()
    {
        _brokerAnswers = false;
        await Pass(10 * Limit);
        _brokerAnswers = true;
        await Pass(Limit - BusWatch.Interval);

        await Assert.ThrowsAsync<BusHangsException>(() => Pass(BusWatch.Interval));
    }

    [Fact]
    public async Task Should_take_whatever_changes_for_a_sign_of_life()
    {
        string?[] states = ["orders: not ready", "orders: faulted", null, "orders: faulted", "orders: not ready"];

        foreach (var state in states)
        {
            _waiting = state;
            await Pass(Limit);
        }

        await Assert.ThrowsAsync<BusHangsException>(() => Pass(BusWatch.Interval));
    }

    public void Dispose() => _watch.Dispose();

    /// <summary>Lets time pass, with a look after each pause.</summary>
    private async Task Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += BusWatch.Interval)
        {
            _time.Advance(BusWatch.Interval);
            await _watch.Look(TestContext.Current.CancellationToken);
        }
    }
}
