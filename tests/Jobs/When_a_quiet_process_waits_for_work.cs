using Microsoft.Extensions.Time.Testing;
using Trainyard.Contracts;
using Trainyard.Jobs.Worker;
using Trainyard.Persistence;

namespace Trainyard.Jobs.Tests;

/// <summary>A process that wrote nothing for a minute looks for work every few seconds, and hears at once of what
/// comes in.</summary>
public sealed class When_a_quiet_process_waits_for_work : IDisposable
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new();
    private readonly JobSignal<TrainModel> _signal;

    public When_a_quiet_process_waits_for_work()
    {
        _signal = new JobSignal<TrainModel>(_time);
        _time.Advance(StoreActivity.BusyFor);
        Assert.True(StoreActivity.Of(_time).IsQuiet);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _signal.Dispose();

    [Fact]
    public async Task Should_look_every_few_seconds_and_not_before()
    {
        for (var look = 0; look < 3; look++)
        {
            var waiting = _signal.Wait(Usual, Cancellation);
            _time.Advance(StoreActivity.QuietInterval - Moment);
            Assert.False(waiting.IsCompleted);
            _time.Advance(Moment);
            await waiting.WaitAsync(Long, Cancellation);
        }
    }

    /// <summary>No time passes, on any clock that the process looks at.</summary>
    [Fact]
    public async Task Should_look_at_once_when_work_comes_in_at_the_first_wait_and_at_later_ones()
    {
        for (var look = 0; look < 3; look++)
        {
            var waiting = _signal.Wait(Usual, Cancellation);
            Assert.False(waiting.IsCompleted);
            _signal.Ring();
            await waiting.WaitAsync(Long, Cancellation);

            var empty = _signal.Wait(Usual, Cancellation);
            _time.Advance(StoreActivity.QuietInterval);
            await empty.WaitAsync(Long, Cancellation);
        }
    }

    [Fact]
    public async Task Should_take_all_that_came_in_until_then_with_one_look()
    {
        foreach (var _ in Enumerable.Range(0, 5))
            _signal.Ring();
        await _signal.Wait(Usual, Cancellation).WaitAsync(Long, Cancellation);

        var next = _signal.Wait(Usual, Cancellation);

        Assert.False(next.IsCompleted);
        _time.Advance(StoreActivity.QuietInterval);
        await next.WaitAsync(Long, Cancellation);
    }

    /// <summary>What waits for a ring is kept from one look to the next, and must not be lost on the way.</summary>
    [Fact]
    public async Task Should_hear_what_came_in_between_two_waits()
    {
        var waiting = _signal.Wait(Usual, Cancellation);
        _time.Advance(StoreActivity.QuietInterval);
        await waiting.WaitAsync(Long, Cancellation);

        _signal.Ring();

        await _signal.Wait(Usual, Cancellation).WaitAsync(Long, Cancellation);
    }

    [Fact]
    public async Task Should_hear_what_comes_in_once_it_is_busy_again()
    {
        var waiting = _signal.Wait(Usual, Cancellation);
        _time.Advance(StoreActivity.QuietInterval);
        await waiting.WaitAsync(Long, Cancellation);
        StoreActivity.Of(_time).Note();
        Assert.False(StoreActivity.Of(_time).IsQuiet);

        var busy = _signal.Wait(TimeSpan.FromHours(1), Cancellation);
        Assert.False(busy.IsCompleted);
        _signal.Ring();
        await busy.WaitAsync(Long, Cancellation);

        var again = _signal.Wait(TimeSpan.FromHours(1), Cancellation);
        Assert.False(again.IsCompleted);
        _signal.Ring();
        await again.WaitAsync(Long, Cancellation);
    }

    [Fact]
    public async Task Should_end_with_its_process()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var waiting = _signal.Wait(Usual, stopping.Token);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Long, Cancellation));
    }

    /// <summary>What is looked for more rarely than a quiet process looks is left as it is.</summary>
    [Fact]
    public async Task Should_not_look_more_often_than_it_was_told()
    {
        var waiting = _signal.Wait(TimeSpan.FromHours(1), Cancellation);
        _time.Advance(StoreActivity.QuietInterval);
        Assert.False(waiting.IsCompleted);

        _signal.Ring();
        await waiting.WaitAsync(Long, Cancellation);
    }
}
