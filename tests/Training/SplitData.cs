using DuckDB.NET.Data;

using Trainyard.Features.Fitting;
using Trainyard.Features.Matrix;
using Trainyard.Features.Tables;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Sources;
using Trainyard.Pipelines.Trainers;
using Trainyard.Support;

namespace Trainyard.Training.Tests;

/// <summary>Real data sets beside the repository, split and made into features as a run would.</summary>
internal static class SplitData
{
    /// <summary>Reads a CSV or JSON file through Parquet, as a snapshot is.</summary>
    public static Table Read(string name, string select = "*")
    {
        var source = RealData.Find(name);
        Assert.SkipWhen(source is null, $"{name} is not there; TRAINYARD_DATA names its folder.");
        var parquet = Path.Combine(Path.GetTempPath(), $"trainyard-{Guid.NewGuid():N}.parquet");
        try
        {
            using var database = new DuckDBConnection("DataSource=:memory:");
            database.Open();
            using var command = database.CreateCommand();
            var reader = name.EndsWith(".csv", StringComparison.Ordinal) ? "read_csv" : "read_json";
            command.CommandText =
                $"copy (select {select} from {reader}('{source}')) to '{parquet}' (format parquet)";
            command.ExecuteNonQuery();
            return Table.ReadParquet(parquet);
        }
        finally
        {
            File.Delete(parquet);
        }
    }

    /// <summary>Splits at random, fits features on one part, and makes both matrices.</summary>
    public static (FeatureMatrix Training, FeatureMatrix HeldOut) Split(
        Table table, TargetDefinition target, double heldOut, int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, table.Rows).ToLookup(_ => random.NextDouble() < heldOut);
        var definition = new PipelineDefinition
        {
            Name = "judged",
            Source = new ParquetSource { Path = "-" },
            Target = target,
            Split = new RandomSplit(),
            Train = new LightGbmTrainer(),
        };
        var training = table.Take(rows[false].ToArray());
        var fitting = FeatureFitter.Fit(definition, training, seed);
        Assert.Empty(fitting.Problems);
        return (fitting.MakeTrainingMatrix(training), fitting.Features!.Apply(table.Take(rows[true].ToArray())));
    }
}
