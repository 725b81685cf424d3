using Microsoft.Extensions.Logging.Abstractions;

using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Features;
using Trainyard.Jobs;
using Trainyard.Metrics;
using Trainyard.Models;
using Trainyard.Pipelines;
using Trainyard.Support;
using Trainyard.Training.TrainModel;

namespace Trainyard.Training.Tests;

public sealed class When_a_model_is_to_be_trained : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trainyard-");
    private readonly FolderArtifactStore _store;
    private readonly TestJob _job = new();

    public When_a_model_is_to_be_trained() =>
        _store = new FolderArtifactStore(new ArtifactSettings { Folder = _folder.FullName });

    public void Dispose()
    {
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Should_store_all_that_scoring_needs()
    {
        var command = await Command(new LightGbmTrainer { Iterations = 10, MinRowsPerLeaf = 5 });
        var reply = Assert.IsType<ModelTrained>(await Run(command));
        Assert.Equal(("lightgbm", true), (reply.Trainer, reply.IsReproducible));
        Assert.Equal(ModelManifest.CurrentSchema, reply.Model.Schema);
        Assert.Equal(10, reply.Figures["iterations"]);

        using var model = ModelArtifact.Open(await _store.Open(reply.Model));
        Assert.Equal(command.Training.Sha256, model.Manifest.MadeFrom["training"]);
        Assert.Equal(command.Definition.Sha256, model.Manifest.MadeFrom["definition"]);
        Assert.Equal(command.Features.Sha256, model.Manifest.MadeFrom["features"]);
        Assert.Equal(10, Assert.IsType<LightGbmTrainer>(model.Manifest.Trainer).Iterations);
        Assert.Equal(3, model.Samples.Count);
        model.ReplaySamples();
        var (prediction, problems) = model.Predict(model.Samples[0].Row);
        Assert.Empty(problems);
        Assert.Equal(model.Samples[0].Outputs[0], prediction!.Probability);
    }

    [Fact]
    public async Task Should_give_the_same_artifact_when_it_is_ordered_again()
    {
        var command = await Command(new SdcaTrainer());
        var first = (ModelTrained)await Run(command);
        var second = (ModelTrained)await Run(command);
        Assert.Equal(first.Model, second.Model);
    }

    [Fact]
    public async Task Should_give_the_same_artifact_when_an_attempt_goes_on_from_the_checkpoint_of_another()
    {
        var command = await Command(new LightGbmTrainer { Iterations = 10, MinRowsPerLeaf = 5 });
        var first = new TestJob(keeps: true);
        var undisturbed = (ModelTrained)await Run(command, first);
        Assert.Equal(9, first.Checkpoints.Count);

        var second = new TestJob(attempt: 2, first.Checkpoints[5]);
        var trained = (ModelTrained)await Run(command, second);

        Assert.Equal(undisturbed.Model, trained.Model);
        var begun = Assert.IsType<TrainingProgressed>(second.Reports[0]);
        Assert.Equal((6, 10, 2L), (begun.Iteration, begun.Iterations, begun.Claim));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Should_begin_anew_when_the_checkpoint_is_missing_or_damaged(bool isThere)
    {
        var command = await Command(new LightGbmTrainer { Iterations = 10, MinRowsPerLeaf = 5 });
        var first = new TestJob(keeps: true);
        var undisturbed = (ModelTrained)await Run(command, first);
        var blob = await _store.Open(first.Checkpoints[5]);
        File.Delete(blob);
        if (isThere)
            await File.WriteAllTextAsync(blob, "Not what was stored.");

        var trained = (ModelTrained)await Run(command, new TestJob(attempt: 2, first.Checkpoints[5]));

        Assert.Equal(undisturbed.Model, trained.Model);
    }

    [Fact]
    public async Task Should_end_by_telling_that_all_iterations_are_done()
    {
        await Run(await Command(new LightGbmTrainer { Iterations = 10 }));
        var last = Assert.IsType<TrainingProgressed>(_job.Reports[^1]);
        Assert.Equal((10, 10, "log_loss"), (last.Iteration, last.Iterations, last.Metric));
        Assert.NotNull(last.Loss);
    }

    [Theory]
    [InlineData("lightgbm", "validation_share")]
    [InlineData("fast_tree", "multiclass")]
    public async Task Should_say_why_a_trainer_can_not_learn_it(string trainer, string named)
    {
        var command = trainer == "lightgbm"
            ? await Command(new LightGbmTrainer { EarlyStopping = 5 })
            : await Command(new FastTreeTrainer(), LearningTask.Multiclass);
        var fault = await Assert.ThrowsAsync<StepFaultException>(() => Run(command));
        Assert.Contains(trainer, fault.Message, StringComparison.Ordinal);
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    private Task<IMessage> Run(Contracts.TrainModel command, TestJob? job = null) =>
        new TrainModelJob(_store, TimeProvider.System, NullLogger<TrainModelJob>.Instance)
            .Run(command, job ?? _job, CancellationToken.None);

    private async Task<Contracts.TrainModel> Command(TrainerDefinition trainer, LearningTask task = LearningTask.Binary)
    {
        var definition = new PipelineDefinition
        {
            Name = "fruit",
            Source = new SourceDefinition { Format = SourceFormat.Csv, Path = "fruit.csv" },
            Target = new TargetDefinition { Name = "kind", Task = task },
            Split = new RandomSplit(),
            Train = trainer,
        };
        var rows = Enumerable.Range(0, 300);
        var kinds = task == LearningTask.Binary ? 2 : 3;
        var table = new Table(
            [
                NumberColumn.Of("weight", ColumnType.Number, rows.Select(r => (double)(r * 37 % 100)).ToArray()),
                NumberColumn.Of(
                    "kind", ColumnType.Integer, rows.Select(r => (double)(r * 37 % 100 * kinds / 100)).ToArray()),
            ],
            300);
        var fitting = FeatureFitter.Fit(definition, table, seed: 1);
        Assert.Empty(fitting.Problems);
        await using var matrix = _store.Create(FeatureMatrix.MediaType, FeatureMatrix.Schema);
        fitting.MakeTrainingMatrix(table).Write(matrix.Path);
        return new Contracts.TrainModel
        {
            RunId = new Guid("0c6b0a51-3f14-4f7e-8b1a-2f1a8f6f0d01"),
            Definition = await _store.Put(PipelineJson.Write(definition), PipelineJson.MediaType, PipelineJson.Schema),
            Training = await matrix.Commit(),
            Features = await _store.Put(
                fitting.Features!.Write(), FittedFeatures.MediaType, FittedFeatures.Schema),
            Samples = await _store.Put(
                """[{"weight": 3}, {"weight": 97.5}, {"weight": null}]"""u8.ToArray(),
                "application/json", "sample-rows/1"),
            Seed = 1,
        };
    }
}
