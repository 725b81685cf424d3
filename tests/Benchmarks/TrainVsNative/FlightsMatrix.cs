using Trainyard.Features;
using Trainyard.Metrics;
using Trainyard.Pipelines;

namespace Trainyard.Benchmarks.TrainVsNative;

/// <summary>The flights, late by more than 15 minutes or not, split before May as the reference was.</summary>
internal sealed record FlightsMatrix(
    PipelineDefinition Definition, FittedFeatures Features, FeatureMatrix Training, FeatureMatrix HeldOut)
{
    private static readonly PipelineDefinition Reference = new()
    {
        Name = "flights",
        Source = new SourceDefinition { Format = SourceFormat.Parquet, Path = "flights-3m.parquet" },
        Target = new TargetDefinition { Name = "late", Expression = "delay > 15", Task = LearningTask.Binary },
        Split = new TimeSplit { Column = "date", TrainBefore = new DateTime(2001, 5, 1) },
        Features =
        [
            new DatePartFeatures { Column = "date", Parts = [DatePart.Hour, DatePart.DayOfWeek, DatePart.DayOfMonth] },
            new NumericFeatures { Columns = ["distance"] },
            new CategoryFeatures { Columns = ["origin", "destination"] },
        ],
        Train = new LightGbmTrainer(),
    };

    /// <param name="parquet">The flights.</param>
    /// <param name="most">Training rows at most; the first ones are taken.</param>
    public static FlightsMatrix Read(string parquet, int most)
    {
        var table = Table.ReadParquet(parquet);
        var date = (NumberColumn)table.Find("date")!;
        var micros = new double[table.Rows];
        date.Read(0, micros);
        var may = (new DateTime(2001, 5, 1) - DateTime.UnixEpoch).TotalMicroseconds;
        var rows = Enumerable.Range(0, table.Rows).ToLookup(row => micros[row] < may);
        var training = table.Take(rows[true].Take(most).ToArray());
        var fitting = FeatureFitter.Fit(Reference, training, seed: 1);
        var features = fitting.Features ?? throw new InvalidDataException(fitting.Problems[0].Message);
        return new FlightsMatrix(
            Reference,
            features,
            fitting.MakeTrainingMatrix(training),
            features.Apply(table.Take(rows[false].ToArray())));
    }
}
