using Trainyard.Artifacts;
using Trainyard.Pipelines;

namespace Trainyard.Ingestion.Tests;

public sealed class When_the_work_is_cancelled : IDisposable
{
    private readonly Yard _yard = new();

    [Theory]
    [InlineData(SourceFormat.Csv)]
    [InlineData(SourceFormat.JsonLines)]
    public async Task Should_stop_and_leave_nothing(SourceFormat format)
    {
        var line = format == SourceFormat.Csv ? "1,2,3\n" : "{\"a\": 1, \"b\": 2}\n";
        _yard.Write("large", Malformed.Raw.Repeat("a,b,c\n"[..(format == SourceFormat.Csv ? 6 : 0)], line, 200 << 20));
        var definition = await _yard.Store.Put(
            PipelineJson.Write(Yard.Define(format, "large")), PipelineJson.MediaType, PipelineJson.Schema);
        // Long before the file is read, and long after the work has begun.
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var work = _yard.FetchJob.Run(
            new Contracts.FetchData { RunId = Guid.Empty, Definition = definition }, Yard.Context, stop.Token);

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.WaitAsync(TimeSpan.FromMinutes(2)));
        Assert.Empty(_yard.Leftovers());
        Assert.Equal(1, _yard.Blobs());
    }

    public void Dispose() => _yard.Dispose();
}
