using System.Text.Json;

using CsCheck;

using Trainyard.Features.Fitting;
using Trainyard.Features.Tables;
using Trainyard.Metrics;
using Trainyard.Models.Artifact;
using Trainyard.Models.Linear;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Kinds;
using Trainyard.Pipelines.Sources;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Models.Tests;

public sealed class When_a_model_artifact_is_opened : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trainyard-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Should_answer_as_on_the_day_of_training()
    {
        using var model = ModelArtifact.Open(Write("a", expected: 7));
        model.ReplaySamples();
        var (prediction, _) = model.Predict(JsonDocument.Parse("""{"weight": 5}""").RootElement);
        Assert.Equal(11, prediction!.Number);
    }

    [Fact]
    public void Should_say_what_is_wrong_with_a_row()
    {
        using var model = ModelArtifact.Open(Write("a", expected: 7));
        var (prediction, problems) = model.Predict(JsonDocument.Parse("""{"weight": "heavy"}""").RootElement);
        Assert.Null(prediction);
        Assert.Equal("weight", Assert.Single(problems).Column);
    }

    [Fact]
    public void Should_refuse_a_model_that_answers_otherwise_than_it_did()
    {
        using var model = ModelArtifact.Open(Write("a", expected: 8));
        var refusal = Assert.Throws<ModelArtifactException>(model.ReplaySamples);
        Assert.Equal("samples.json", refusal.Entry);
        Assert.Contains("scores 7; it was 8", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_replay_in_the_unit_that_the_model_learned() =>
        Gen.Select(Gen.Int[0, 12], Gen.Int[-9, 2], Gen.Double[1e-5, 0.4]).Sample((offset, unit, other) =>
        {
            var (from, by) = (Math.Pow(10, offset), Math.Pow(10, unit));
            if (by < from * 1e-9)
                return;
            double[] prices = [from + (3 * by), from + (5 * by), from + (7 * by)];
            using (var model = ModelArtifact.Open(Write("a", 0, prices)))
            {
                var weight = JsonDocument.Parse("""{"weight": 3}""").RootElement;
                var answer = model.Predict(weight).Prediction!.Number!.Value;
                using var same = ModelArtifact.Open(Write("b", answer, prices));
                same.ReplaySamples();
                using var changed = ModelArtifact.Open(Write("c", answer + (other * by), prices));
                Assert.Throws<ModelArtifactException>(changed.ReplaySamples);
            }
        }, iter: 100, threads: 1);

    [Fact]
    public void Should_be_the_same_bytes_for_the_same_parts() =>
        Assert.Equal(File.ReadAllBytes(Write("a", expected: 7)), File.ReadAllBytes(Write("b", expected: 7)));

    [Fact]
    public void Should_never_take_a_damaged_artifact_for_another_model()
    {
        var whole = File.ReadAllBytes(Write("a", expected: 7));
        var path = Path.Combine(_folder.FullName, "damaged");
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte[1, 255]).Sample(
            damage =>
            {
                byte[] bytes = [.. whole];
                bytes[damage.Item1] ^= damage.Item2;
                File.WriteAllBytes(path, bytes);
                try
                {
                    // Fields of the zip that nobody reads may change; what is opened must then be the very model.
                    using var model = ModelArtifact.Open(path);
                    model.ReplaySamples();
                    var (prediction, _) = model.Predict(JsonDocument.Parse("""{"weight": 5}""").RootElement);
                    Assert.Equal(11, prediction!.Number);
                }
                catch (ModelArtifactException)
                {
                    // Refused, as it should be.
                }
            },
            iter: 2_000, threads: 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void Should_refuse_an_archive_that_ends_early(int length)
    {
        var path = Write("a", expected: 7);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..length]);
        Assert.Equal("archive", Assert.Throws<ModelArtifactException>(() => ModelArtifact.Open(path)).Entry);
    }

    private string Write(string name, double expected, double[]? prices = null)
    {
        var table = new Table(
            [
                NumberColumn.Of("weight", ColumnType.Number, new double[] { 1, 2, 3 }),
                NumberColumn.Of("price", ColumnType.Number, prices ?? [3, 5, 7]),
            ],
            3);
        var definition = new PipelineDefinition
        {
            Name = "fruit",
            Source = new CsvSource { Path = "fruit.csv" },
            Target = new TargetDefinition { Name = "price", Task = LearningTask.Regression },
            Split = new RandomSplit(),
            Train = new LbfgsTrainer(),
        };
        var features = FeatureFitter.Fit(definition, table, seed: 1).Features!;
        var model = new LinearModel { Link = "identity", Bias = [1], Inputs = [new LinearInput(0, [[2.0]])] };
        var manifest = new ModelManifest
        {
            Kind = ModelKinds.Linear,
            Task = LearningTask.Regression,
            Target = "price",
            Classes = [],
            Trainer = definition.Train,
            Seed = 1,
            IsReproducible = true,
            Libraries = new Dictionary<string, string> { ["Microsoft.ML"] = "5.0.1" },
            Figures = new Dictionary<string, double> { ["training_rows"] = 3 },
            Inputs = [.. features.Inputs.Select(i => new ManifestColumn(i.Name, i.Type))],
            Features = [.. features.Outputs.Select(o => o.Name)],
            MadeFrom = new Dictionary<string, string> { ["training"] = new('0', 64) },
        };
        var sample = new ModelSample(JsonDocument.Parse("""{"weight": 3}""").RootElement, [expected]);
        var path = Path.Combine(_folder.FullName, name);
        ModelArtifact.Write(path, manifest, features.Write(), model.Write(), new ModelSamples { Samples = [sample] });
        return path;
    }
}
