using Trainyard.Features;
using Trainyard.Metrics;
using Trainyard.Pipelines;

namespace Trainyard.Benchmarks.PrepareVsDuckDb;

/// <summary>Our way: read, fit, apply.</summary>
internal static class Engine
{
    private static readonly string[] Columns = ["date", "delay", "distance", "origin", "destination"];

    private static readonly PipelineDefinition Definition = new()
    {
        Name = "flights",
        Source = new SourceDefinition { Format = SourceFormat.Parquet, Path = "flights-3m.parquet" },
        Target = new TargetDefinition { Name = "delay", Task = LearningTask.Regression },
        Split = new RandomSplit(),
        Features =
        [
            new DatePartFeatures { Column = "date", Parts = [DatePart.Hour, DatePart.DayOfWeek, DatePart.DayOfMonth] },
            new NumericFeatures { Columns = ["distance"] },
            new CategoryFeatures { Columns = ["origin", "destination"] },
        ],
        Train = new LightGbmTrainer(),
    };

    public static FeatureMatrix Prepare(string path)
    {
        var table = Table.ReadParquet(path, Columns);
        var fitting = FeatureFitter.Fit(Definition, table, seed: 1);
        return fitting.Features is null
            ? throw new InvalidDataException(fitting.Problems[0].Message)
            : fitting.MakeTrainingMatrix(table);
    }
}
