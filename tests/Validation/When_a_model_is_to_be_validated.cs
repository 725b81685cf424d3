using System.Text.Json;

using Microsoft.Extensions.Logging.Abstractions;

using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Features.Fitted;
using Trainyard.Features.Fitting;
using Trainyard.Features.Matrix;
using Trainyard.Features.Tables;
using Trainyard.Jobs;
using Trainyard.Metrics;
using Trainyard.Models;
using Trainyard.Models.Artifact;
using Trainyard.Models.Linear;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Kinds;
using Trainyard.Pipelines.Sources;
using Trainyard.Pipelines.Trainers;
using Trainyard.Support;
using Trainyard.Validation.ValidateModel;

namespace Trainyard.Validation.Tests;

public sealed class When_a_model_is_to_be_validated : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trainyard-");
    private readonly FolderArtifactStore _store;

    public When_a_model_is_to_be_validated() =>
        _store = new FolderArtifactStore(new ArtifactSettings { Folder = _folder.FullName });

    public void Dispose()
    {
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Should_answer_with_figures_and_store_a_report()
    {
        // The model says yes from 5 on; of the held-out rows 6 is a no in truth.
        var reply = await Run([1, 6, 7, 8], [0, 0, 1, 1]);
        Assert.Equal(4, reply.Rows);
        Assert.Equal(0.75, reply.Metrics["accuracy"]);
        Assert.Equal(1, reply.Metrics["auc"]);
        Assert.Equal(2 / 3.0, reply.Metrics["precision"], 12);
        Assert.Equal(ValidationReport.CurrentSchema, reply.Report.Schema);
        using var report = JsonDocument.Parse(await _store.Read(reply.Report));
        Assert.Equal("[[1,1],[0,2]]", JsonSerializer.Serialize(report.RootElement.GetProperty("confusion")));
        Assert.Equal(0, report.RootElement.GetProperty("undefined").GetArrayLength());
    }

    [Fact]
    public async Task Should_put_the_plain_guess_and_the_worth_of_features_beside_the_figures()
    {
        var reply = await Run([1, 6, 7, 8], [0, 0, 1, 1]);
        Assert.Equal((0.5, 0.5), (reply.Baselines["auc"], reply.Baselines["accuracy"]));
        Assert.DoesNotContain("positive_rate", reply.Baselines.Keys);
        Assert.Empty(reply.Warnings);
        using var report = JsonDocument.Parse(await _store.Read(reply.Report));
        Assert.Equal("auc", report.RootElement.GetProperty("main_metric").GetString());
        Assert.Equal([2, 2], report.RootElement.GetProperty("by_class").EnumerateArray()
            .Select(c => c.GetProperty("support").GetInt64()));
        var feature = Assert.Single(
            report.RootElement.GetProperty("importance").GetProperty("features").EnumerateArray());
        Assert.Equal(1, feature.GetProperty("gain").GetDouble());
        Assert.InRange(feature.GetProperty("drop").GetDouble(), 0, 1);
    }

    [Theory]
    [InlineData(new float[] { 3, 3, 3, 3 }, "answers the same for every row")]
    [InlineData(new float[] { 1, 2, 3, 4 }, "never says '1'")]
    [InlineData(new float[] { 8, 7, 2, 1 }, "does not beat the plain guess: auc 0,")]
    public async Task Should_warn_of_a_model_that_says_nothing(float[] weights, string expected)
    {
        var reply = await Run(weights, [0, 0, 1, 1]);
        Assert.Contains(reply.Warnings, w =>
            w.IsWarning && w.Message.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_name_the_figures_that_one_class_does_not_define()
    {
        var reply = await Run([1, 2], [0, 0]);
        Assert.All(reply.Metrics.Values, figure => Assert.True(double.IsFinite(figure)));
        Assert.DoesNotContain("auc", reply.Metrics.Keys);
        using var report = JsonDocument.Parse(await _store.Read(reply.Report));
        Assert.Equal(
            ["auc", "precision", "recall", "f1"],
            report.RootElement.GetProperty("undefined").EnumerateArray().Select(u => u.GetString()!));
        Assert.False(report.RootElement.TryGetProperty("importance", out _));
        Assert.Contains(
            "one class", report.RootElement.GetProperty("importance_left_out").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_say_that_there_is_nothing_to_measure_on()
    {
        var fault = await Assert.ThrowsAsync<StepFaultException>(() => Run([], []));
        Assert.Contains("no rows", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_tell_no_more_than_the_setting_says()
    {
        var settings = new ValidationSettings { MostFindings = 1 };
        var many = Enumerable.Range(0, 5).Select(n => new Finding
        {
            Rule = "validate", Message = $"warning {n}" + new string('x', 9000), IsWarning = true,
        });
        var told = Assert.Single(settings.Bounded([.. many]));
        Assert.Equal((5, true), (told.StandsFor, told.IsWarning));
        Assert.Contains("Validation:MostFindings is 1", told.Message, StringComparison.Ordinal);
        Assert.Equal(FindingList.LongestSentence, settings.Bounded([many.First()])[0].Message.Length);
        Assert.Single((await Run([8, 7, 2, 1], [0, 0, 1, 1], settings)).Warnings);
    }

    [Fact]
    public async Task Should_refuse_what_is_no_model()
    {
        var command = await Command([1], [0]) with
        {
            Model = await _store.Put("rubbish"u8.ToArray(), "a/b", "model/1"),
        };
        var fault = await Assert.ThrowsAsync<StepFaultException>(() => Run(command));
        Assert.Contains("archive", fault.Message, StringComparison.Ordinal);
    }

    private async Task<ModelValidated> Run(float[] weights, float[] labels, ValidationSettings? settings = null) =>
        (ModelValidated)await Run(await Command(weights, labels), settings);

    private Task<IMessage> Run(Contracts.ValidateModel command, ValidationSettings? settings = null) =>
        new ValidateModelJob(_store, settings ?? new ValidationSettings(), NullLogger<ValidateModelJob>.Instance)
            .Run(command, new TestJob(), CancellationToken.None);

    private async Task<Contracts.ValidateModel> Command(float[] weights, float[] labels)
    {
        var definition = new PipelineDefinition
        {
            Name = "fruit",
            Source = new CsvSource { Path = "fruit.csv" },
            Target = new TargetDefinition { Name = "ripe", Task = LearningTask.Binary },
            Split = new RandomSplit(),
            Train = new LbfgsTrainer(),
        };
        var features = FeatureFitter.Fit(
            definition,
            new Table(
                [
                    NumberColumn.Of("weight", ColumnType.Number, new double[] { 1, 9 }),
                    NumberColumn.Of("ripe", ColumnType.Integer, new double[] { 0, 1 }),
                ],
                2),
            seed: 1).Features!;
        using var heldOut = new FeatureMatrix(
            [features.Outputs[0] with { Values = weights }], features.Target with { Values = labels });
        await using var matrix = _store.Create(FeatureMatrix.MediaType, FeatureMatrix.Schema);
        heldOut.Write(matrix.Path);
        await using var model = _store.Create(ModelArtifact.MediaType, ModelManifest.CurrentSchema);
        ModelArtifact.Write(
            model.Path, Describe(definition, features), features.Write(),
            new LinearModel { Link = "logistic", Bias = [-5], Inputs = [new LinearInput(0, [[1.0]])] }.Write(),
            new ModelSamples());
        return new Contracts.ValidateModel
        {
            RunId = new Guid("0c6b0a51-3f14-4f7e-8b1a-2f1a8f6f0d01"),
            Definition = await _store.Put(PipelineJson.Write(definition), PipelineJson.MediaType, PipelineJson.Schema),
            Model = await model.Commit(),
            HeldOut = await matrix.Commit(),
        };
    }

    private static ModelManifest Describe(PipelineDefinition definition, FittedFeatures features) => new()
    {
        Kind = ModelKinds.Linear,
        Task = features.Target.Task,
        Target = features.Target.Name,
        Classes = features.Target.Classes,
        Trainer = definition.Train,
        Seed = 1,
        IsReproducible = true,
        Libraries = new Dictionary<string, string>(),
        Figures = new Dictionary<string, double>(),
        Inputs = [.. features.Inputs.Select(i => new ManifestColumn(i.Name, i.Type))],
        Features = [.. features.Outputs.Select(o => o.Name)],
        MadeFrom = new Dictionary<string, string>(),
    };
}
