using System.Diagnostics;
using Trainyard.Contracts;
using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.Tests;

public sealed class When_real_data_is_fetched(ITestOutputHelper output) : IDisposable
{
    private readonly Yard _yard = new();

    [Theory]
    [InlineData("breast-cancer.csv", SourceFormat.Csv, 569, 31)]
    [InlineData("churn.csv", SourceFormat.Csv, 7043, 20)]
    [InlineData("diamonds.csv", SourceFormat.Csv, 53940, 10)]
    [InlineData("cars.json", SourceFormat.Json, 406, 9)]
    [InlineData("movies.json", SourceFormat.Json, 3201, 16)]
    [InlineData("penguins.json", SourceFormat.Json, 344, 7)]
    [InlineData("flights-3m.parquet", SourceFormat.Parquet, 3_000_000, 5)]
    public async Task Should_hold_every_row(string file, SourceFormat format, long rows, int columns)
    {
        SourceData.Need(file);
        var definition = Yard.Define(format, file) with
        {
            Target = new TargetDefinition { Name = "t", Expression = "1 > 0", Task = LearningTask.Binary },
            Split = new RandomSplit(),
        };
        _yard.Settings = _yard.Settings with { AllowedFolders = [SourceData.Folder] };

        var clock = Stopwatch.StartNew();
        var fetched = Yard.As<DataFetched>(await _yard.Fetch(definition, SourceData.Folder));
        var fetching = clock.Elapsed;
        _ = Yard.As<DataAccepted>(await _yard.Check(definition, fetched.Snapshot));

        output.WriteLine(
            $"{file}: fetch {fetching.TotalSeconds:0.00} s, check {(clock.Elapsed - fetching).TotalSeconds:0.00} s");
        output.WriteLine(string.Join(", ", await _yard.Columns(fetched.Snapshot)));
        Assert.Equal((rows, columns), (fetched.Rows, fetched.Columns));
        Assert.Empty(_yard.Leftovers());
    }

    public void Dispose() => _yard.Dispose();
}
