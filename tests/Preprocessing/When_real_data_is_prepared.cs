using System.Text.Json;
using Trainyard.Features.Fitted;
using Trainyard.Features.Fitting;
using Trainyard.Features.Rows;
using Trainyard.Features.Tables;
using Trainyard.Features.Tests;
using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;
using Trainyard.Preprocessing.PrepareData;

namespace Trainyard.Preprocessing.Tests;

public sealed class When_real_data_is_prepared : IDisposable
{
    private readonly Snapshots _snapshots = new();

    public static TheoryData<string, string, TargetDefinition> DataSets => new()
    {
        { "flights-3m.parquet", "SELECT * FROM '{0}' LIMIT 125000", Snapshots.Binary("delay > 15") },
        { "churn.csv", "SELECT * FROM read_csv('{0}')", Snapshots.Column("churn", LearningTask.Binary) },
        { "diamonds.csv", "SELECT * FROM read_csv('{0}')", Snapshots.Column("price", LearningTask.Regression) },
        { "penguins.json", "SELECT * FROM read_json('{0}')", Snapshots.Column("Species", LearningTask.Multiclass) },
        { "breast-cancer.csv", "SELECT * FROM read_csv('{0}')", Snapshots.Column("diagnosis", LearningTask.Binary) },
        { "cars.json", "SELECT * FROM read_json('{0}')", Snapshots.Column(
            "Miles_per_Gallon", LearningTask.Regression) },
    };

    [Theory]
    [MemberData(nameof(DataSets))]
    public void Should_have_the_same_features_row_by_row_to_the_bit(string file, string query, TargetDefinition target)
    {
        var snapshot = _snapshots.Of(string.Format(query, Snapshots.Real(file)));
        var data = Prepare(snapshot, Snapshots.Definition(target));
        var split = RowSplit.Of(
            new RandomSplit(), target, Rows(snapshot), TargetValues.Of(target, Rows(snapshot)), seed: 1);
        var present = TargetValues.PresentRows(TargetValues.Of(target, Rows(snapshot)));

        var stored = FittedFeatures.Read(data.Features.Write());

        SameBits.Assert(stored, Rows(snapshot).Take(split.Training.Intersect(present).ToArray()), data.Training);
        SameBits.Assert(stored, Rows(snapshot).Take(split.HeldOut.Intersect(present).ToArray()), data.HeldOut);
    }

    [Theory]
    [MemberData(nameof(DataSets))]
    public void Should_be_the_same_bytes_each_time(string file, string query, TargetDefinition target)
    {
        var snapshot = _snapshots.Of(string.Format(query, Snapshots.Real(file)));

        Assert.Equal(Bytes(
            Prepare(snapshot, Snapshots.Definition(target))), Bytes(Prepare(snapshot, Snapshots.Definition(target))));
    }

    [Theory]
    [MemberData(nameof(DataSets))]
    public void Should_bring_sample_rows_that_a_request_could_bring(string file, string query, TargetDefinition target)
    {
        var data = Prepare(_snapshots.Of(string.Format(query, Snapshots.Real(file))), Snapshots.Definition(target));

        using var samples = JsonDocument.Parse(data.Samples);

        Assert.Equal(5, samples.RootElement.GetArrayLength());
        var row = new float[data.Features.Outputs.Count];
        var i = 0;
        foreach (var sample in samples.RootElement.EnumerateArray())
        {
            var cells = new Cell[data.Features.Inputs.Count];
            Assert.DoesNotContain(data.Features.ReadRow(sample, cells), problem => !problem.IsWarning);
            data.Features.Apply(cells, row);
            var at = (int)((long)i++ * data.HeldOut.Rows / 5);
            Assert.Equal(data.HeldOut.Columns.Select(c => c.Values.Span[at]), row);
        }
    }

    [Fact]
    public void Should_name_classes_with_the_negative_first()
    {
        var churn = _snapshots.Of(
            $"SELECT * REPLACE (if(churn, 'Yes', 'No') AS churn) FROM read_csv('{Snapshots.Real("churn.csv")}')");

        Assert.Equal(["No", "Yes"], Classes(Snapshots.Column("churn", LearningTask.Binary)));
        Assert.Equal(["Yes", "No"], Classes(Snapshots.Column("churn", LearningTask.Binary) with { Positive = "No" }));
        Assert.Equal(["0", "1"], Classes(Snapshots.Column("female", LearningTask.Binary)));
        Assert.Equal(["1", "0"], Classes(Snapshots.Column("female", LearningTask.Binary) with { Positive = "0" }));
        Assert.Equal(["false", "true"], Classes(Snapshots.Binary("tenure > 12")));

        IReadOnlyList<string> Classes(TargetDefinition target) =>
            Prepare(churn, Snapshots.Definition(target)).Features.Target.Classes;
    }

    public void Dispose() => _snapshots.Dispose();

    private static Table Rows(string snapshot) => Table.ReadParquet(snapshot);

    private static PreparedData Prepare(string snapshot, PipelineDefinition definition)
    {
        var result = Preparation.Run(definition, snapshot, seed: 1);
        Assert.Empty(result.Findings.Select(f => f.Message));
        return result.Data!;
    }

    private byte[] Bytes(PreparedData data)
    {
        var path = Path.Combine(_snapshots.Folder, Path.GetRandomFileName());
        data.Training.Write(path);
        var training = File.ReadAllBytes(path);
        data.HeldOut.Write(path);
        return [.. data.Features.Write(), .. training, .. File.ReadAllBytes(path), .. data.Samples];
    }
}
