using Trainyard.Hosting.Retention;
using Trainyard.Jobs.Store;

namespace Trainyard.Jobs.Tests;

public sealed class When_jobs_are_old : IAsyncDisposable
{
    private static readonly RetentionSettings Settings = new();

    private readonly StoredJobs _jobs = new();

    public ValueTask DisposeAsync() => _jobs.DisposeAsync();

    [Fact]
    public async Task Should_go_once_they_are_over_and_their_reply_is_published()
    {
        await _jobs.Accept();
        var done = await _jobs.Complete((await _jobs.Claim())!);
        await _jobs.Store.MarkPublished(done, CancellationToken.None);

        _jobs.Time.Advance(Settings.Jobs - TimeSpan.FromMinutes(1));
        Assert.Equal(0, (await Apply())["jobs"]);
        _jobs.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, (await Apply())["jobs"]);
        Assert.Equal(0, await _jobs.Jobs.Count(new()));
    }

    [Fact]
    public async Task Should_go_when_their_run_was_stopped_and_with_it_the_word_to_stop()
    {
        await _jobs.Accept();
        await _jobs.Store.CancelRun(_jobs.Run, CancellationToken.None);
        _jobs.Time.Advance(Settings.Jobs + TimeSpan.FromMinutes(1));

        var removed = await Apply();

        Assert.Equal((1, 1), (removed["jobs"], removed["stopped runs"]));
        Assert.Equal(0, await _jobs.Stopped.Count(new()));
    }

    [Theory]
    [InlineData(nameof(JobState.Waiting))]
    [InlineData(nameof(JobState.Running))]
    [InlineData(nameof(JobState.Done))]
    public async Task Should_stay_while_they_wait_run_or_have_to_reply(string state)
    {
        await _jobs.Accept();
        var claim = state == nameof(JobState.Waiting) ? null : await _jobs.Claim();
        if (state == nameof(JobState.Done))
            await _jobs.Complete(claim!);
        _jobs.Time.Advance(Settings.Jobs * 2);

        Assert.Equal(0, (await Apply())["jobs"]);
        Assert.Equal(state, (await _jobs.Job()).State.ToString());
    }

    private Task<IReadOnlyDictionary<string, int>> Apply() =>
        new JobRetention(_jobs.Jobs, _jobs.Stopped, Settings, _jobs.Time).Apply(CancellationToken.None);
}
