using Microsoft.Extensions.Time.Testing;
using Trainyard.Training.TrainModel;

namespace Trainyard.Training.Tests;

public sealed class When_a_long_call_is_cancelled : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _source = new();
    private readonly ManualResetEventSlim _begun = new();
    private readonly ManualResetEventSlim _end = new();

    [Fact]
    public async Task Should_wait_for_one_that_looks_at_its_token()
    {
        var isCleanedUp = false;
        var call = LongCall.Run(
            token =>
            {
                _begun.Set();
                token.WaitHandle.WaitOne();
                isCleanedUp = true;
                token.ThrowIfCancellationRequested();
                return 0;
            },
            _source.Token,
            _time);
        _begun.Wait(TestContext.Current.CancellationToken);

        await _source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(isCleanedUp);
    }

    [Fact]
    public async Task Should_leave_one_that_does_not_to_itself_after_its_grace()
    {
        var call = Deaf();
        await _source.CancelAsync();

        _time.Advance(LongCall.Grace - TimeSpan.FromMilliseconds(1));
        Assert.False(call.IsCompleted);
        while (!call.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Should_throw_away_what_it_gives_in_time()
    {
        var call = Deaf();
        await _source.CancelAsync();
        _end.Set();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    public void Dispose()
    {
        _end.Set();
        _source.Dispose();
    }

    private Task<int> Deaf()
    {
        var call = LongCall.Run(
            _ =>
            {
                _begun.Set();
                _end.Wait(CancellationToken.None);
                return 0;
            },
            _source.Token,
            _time);
        _begun.Wait(TestContext.Current.CancellationToken);
        return call;
    }
}
