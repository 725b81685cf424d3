using DuckDB.NET.Data;
using Trainyard.Metrics;
using Trainyard.Pipelines;
using Trainyard.Support;

namespace Trainyard.Preprocessing.Tests;

/// <summary>Small snapshots out of SQL, as ingestion writes them, and the definitions that go with them.</summary>
internal sealed class Snapshots : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("snapshots").FullName;
    private int _made;

    public string Folder => _folder;

    /// <summary>What a query gives, as a Parquet file.</summary>
    public string Of(string query)
    {
        var path = Path.Combine(_folder, $"{++_made}.parquet");
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"COPY ({query}) TO '{path}' (FORMAT parquet)";
        _ = command.ExecuteNonQuery();
        return path;
    }

    /// <summary>A real data set; the test is skipped where it is absent.</summary>
    public static string Real(string file)
    {
        var path = RealData.Find(file);
        if (path is null) Assert.Skip($"{file} is not there; TRAINYARD_DATA names its folder.");
        return path;
    }

    public static PipelineDefinition Definition(TargetDefinition target, SplitDefinition? split = null) => new()
    {
        Name = "test",
        Source = new SourceDefinition { Format = SourceFormat.Parquet, Path = "data.parquet" },
        Target = target,
        Split = split ?? new RandomSplit(),
        Train = new LightGbmTrainer(),
    };

    public static TargetDefinition Binary(string expression) =>
        new() { Name = "target", Expression = expression, Task = LearningTask.Binary };

    public static TargetDefinition Column(string name, LearningTask task) => new() { Name = name, Task = task };

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
