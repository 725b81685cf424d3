using Trainyard.Features;
using Trainyard.Models;
using Trainyard.Pipelines;
using Trainyard.Support;
using Trainyard.Training.TrainModel;

namespace Trainyard.Training.Tests;

/// <summary>January to April are learned, May and June judged.</summary>
public sealed class When_flights_are_learned
{
    private static readonly FeatureDefinition[] Reference =
    [
        new DatePartFeatures { Column = "date", Parts = [DatePart.Hour, DatePart.DayOfWeek, DatePart.DayOfMonth] },
        new NumericFeatures { Columns = ["distance"] },
        new CategoryFeatures { Columns = ["origin", "destination"] },
    ];

    [Fact]
    public async Task Should_pass_the_gate_of_the_sample_with_a_margin()
    {
        var definition = Sample();
        var gate = definition.Gate.First(rule => rule.Metric == "auc").Threshold;
        Assert.InRange(await Judge(definition, Path.Combine(Folder(), "flights.parquet")), gate + 0.01, 1);
    }

    [Fact]
    public async Task Should_reach_the_reference_on_three_million_with_its_features() =>
        Assert.InRange(
            await Judge(Sample() with { Features = Reference, Train = new LightGbmTrainer() }, ThreeMillion()),
            0.6640, 1);

    [Fact]
    public async Task Should_beat_the_reference_on_three_million_with_those_of_the_sample() =>
        Assert.InRange(await Judge(Sample(), ThreeMillion()), 0.6715, 1);

    private static async Task<double> Judge(PipelineDefinition definition, string parquet)
    {
        var table = Table.ReadParquet(parquet);
        var micros = new double[table.Rows];
        ((NumberColumn)table.Find("date")!).Read(0, micros);
        var may = (((TimeSplit)definition.Split).TrainBefore!.Value - DateTime.UnixEpoch).TotalMicroseconds;
        var rows = Enumerable.Range(0, table.Rows).ToLookup(row => micros[row] < may);
        var training = table.Take(rows[true].ToArray());
        var fitting = FeatureFitter.Fit(definition, training, seed: 1);
        var trained = await Trainers.For(definition.Train)
            .Train(fitting.MakeTrainingMatrix(training), seed: 1, new Observer(), CancellationToken.None);
        using var scorer = ModelKinds.Open(trained.Kind, trained.Bytes).Scorer;
        using var judged = fitting.Features!.Apply(table.Take(rows[false].ToArray()));
        var scores = new double[judged.Rows];
        scorer.Score(judged, scores);
        var area = Judged.Auc(judged.Label.Values.ToArray(), scores);
        TestContext.Current.SendDiagnosticMessage(
            $"{training.Rows} flights learned, {judged.Rows} judged: AUC {area:0.0000}");
        return area;
    }

    private static PipelineDefinition Sample()
    {
        var reading = PipelineFile.Read(File.ReadAllText(Path.Combine(Folder(), "pipeline.yaml")));
        Assert.Empty(reading.Problems);
        return reading.Definition!;
    }

    private static string ThreeMillion()
    {
        Assert.SkipWhen(
            string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TRAINYARD_LONG")),
            "Takes a minute; set TRAINYARD_LONG to run it.");
        var path = RealData.Find("flights-3m.parquet");
        Assert.SkipWhen(path is null, "flights-3m.parquet is not there; TRAINYARD_DATA names its folder.");
        return path;
    }

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Microservices.sln")))
            root = root.Parent!;
        return Path.Combine(root.FullName, "shared", "samples", "flights");
    }
}
