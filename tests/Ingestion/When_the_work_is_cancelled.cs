using Trainyard.Artifacts;
using Trainyard.Ingestion.Tests.Malformed;
using Trainyard.Pipelines;

namespace Trainyard.Ingestion.Tests;

public sealed class When_the_work_is_cancelled : IDisposable
{
    private readonly Yard _yard = new();

    [Theory]
    [InlineData(SourceFormat.Csv, "a,b,d\n", "1,2,2026-01-01\n0,3,2026-01-02\n")]
    [InlineData(
        SourceFormat.JsonLines, "",
        "{\"a\": 1, \"b\": 2, \"d\": \"2026-01-01\"}\n{\"a\": 0, \"b\": 3, \"d\": \"2026-01-02\"}\n")]
    public async Task Should_stop_and_leave_nothing(SourceFormat format, string start, string rows)
    {
        _yard.Write("large", Raw.Repeat(start, rows, 200 << 20));
        var definition = await _yard.Store.Put(
            PipelineJson.Write(Yard.Define(format, "large")), PipelineJson.MediaType, PipelineJson.Schema);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var work = _yard.FetchJob.Run(
            new Contracts.FetchData { RunId = Guid.Empty, Definition = definition }, Yard.Context, stop.Token);
        // The first rows were looked at and found in order, and the snapshot has begun.
        while (_yard.Leftovers().Count == 0 && !work.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, stop.Token);
        }

        await stop.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.WaitAsync(TimeSpan.FromMinutes(2)));
        Assert.Empty(_yard.Leftovers());
        Assert.Equal(1, _yard.Blobs());
    }

    public void Dispose() => _yard.Dispose();
}
