using System.Text.Json;

using CsCheck;

using Microsoft.Extensions.Logging.Abstractions;

using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Features.Expressions;
using Trainyard.Features.Fitted;
using Trainyard.Features.Fitting;
using Trainyard.Features.Matrix;
using Trainyard.Features.Tables;
using Trainyard.Jobs;
using Trainyard.Jobs.Budget;
using Trainyard.Metrics;
using Trainyard.Models.Artifact;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Sources;
using Trainyard.Pipelines.Trainers;
using Trainyard.Support;
using Trainyard.Training.TrainModel;

namespace Trainyard.Training.Tests;

public sealed class When_a_model_is_to_be_trained : IDisposable
{
    private static readonly Type[] Trainers =
    [
        typeof(LightGbmTrainer), typeof(FastTreeTrainer), typeof(FastForestTrainer), typeof(SdcaTrainer),
        typeof(LbfgsTrainer),
    ];

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
        var refusal = Assert.IsType<DataRejected>(await Run(command));
        var finding = Assert.Single(refusal.Findings);
        Assert.Equal((Step.Train, "train"), (refusal.Step, finding.Rule));
        Assert.Contains(trainer, finding.Message, StringComparison.Ordinal);
        Assert.Contains(named, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(LightGbmTrainer))]
    [InlineData(typeof(FastTreeTrainer))]
    [InlineData(typeof(FastForestTrainer))]
    [InlineData(typeof(SdcaTrainer))]
    [InlineData(typeof(LbfgsTrainer))]
    public async Task Should_take_a_missing_value_that_training_never_saw_for_the_mean(Type options)
    {
        var trainer = (TrainerDefinition)Activator.CreateInstance(options)!;
        var reply = Assert.IsType<ModelTrained>(await Run(await Command(trainer)));
        using var model = ModelArtifact.Open(await _store.Open(reply.Model));
        using var rows = JsonDocument.Parse("""[{"weight": null}, {"weight": 49.5}]""");
        var answers = rows.RootElement.EnumerateArray().Select(row => model.Predict(row).Prediction!.Probability);
        Assert.Single(answers.Distinct()); // 49.5 is the mean of 0 to 99
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-1e-9)]
    [InlineData(1e5)]
    [InlineData(1.7e9)]
    public async Task Should_refuse_what_is_no_count(double least)
    {
        var command = await Command(new LbfgsTrainer(), LearningTask.Regression, least);
        var refusal = Assert.IsType<DataRejected>(await Run(command));
        Assert.Contains("Poisson", Assert.Single(refusal.Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task Should_learn_a_count_that_is_always_the_same() =>
        Gen.OneOf(Gen.Int[1, 20], Gen.Int[1000, 9000], Gen.Int[1_000_000, 9_000_000]).SampleAsync(async count =>
        {
            var command = await Command(new LbfgsTrainer(), LearningTask.Regression, count, unit: 0);
            var reply = Assert.IsType<ModelTrained>(await Run(command));
            using var model = ModelArtifact.Open(await _store.Open(reply.Model));
            var answer = model.Predict(model.Samples[0].Row).Prediction!.Number!.Value;
            Assert.InRange(answer / count, 0.999, 1.001);
        }, iter: 8, threads: 1);

    public static TheoryData<Type, double, double> Units()
    {
        var all = new TheoryData<Type, double, double>();
        foreach (var trainer in Trainers)
        {
            foreach (var (offset, unit) in ((double, double)[])
                [(0, 1), (0, 1e-7), (0, 1e-12), (0, 1.7e7),
                (1.7e9, 1), (2e4, 1), (1e-7, 1e-9), (-4e15, 1e3), (-1.7e9, 1)])
            {
                if (Math.Abs(offset) < 1e9 || trainer != typeof(LbfgsTrainer)) // which learns ratios of counts
                    all.Add(trainer, offset, unit);
            }
        }

        return all;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public async Task Should_tell_losses_in_the_unit_of_the_target(double kept)
    {
        var options = new LightGbmTrainer { Iterations = 5, MinRowsPerLeaf = 5, ValidationShare = kept };
        foreach (var unit in (double[])[1e-15, 1e-12, 1, 1e7, 1e12])
        {
            var job = new TestJob();
            var reply = (ModelTrained)await Run(await Command(options, LearningTask.Regression, unit: unit), job);
            var figure = reply.Figures[kept > 0 ? "validation_rmse" : "training_rmse"];
            Assert.InRange(figure / unit, 5, 30); // the deviation is 28.9
            Assert.Equal(figure, Assert.IsType<TrainingProgressed>(job.Reports[^1]).Loss);
        }
    }

    [Fact]
    public async Task Should_say_how_much_memory_it_takes_before_it_begins()
    {
        foreach (var trainer in (TrainerDefinition[])[new LightGbmTrainer(), new FastTreeTrainer(), new SdcaTrainer()])
        {
            var command = await Command(trainer);

            var refused = await Assert.ThrowsAsync<StepFaultException>(
                () => Run(command, new TestJob { Given = new WorkShare(0, 1) { Most = 300 } }));

            Assert.Matches(
                @"^Training [a-z_]+ on 300 rows of \d features takes about [1-9][\d,]+ bytes", refused.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Units))]
    public async Task Should_answer_in_the_unit_of_the_target(Type options, double offset, double unit)
    {
        var trainer = (TrainerDefinition)Activator.CreateInstance(options)!;
        var command = await Command(trainer, LearningTask.Regression, offset, unit);
        var reply = Assert.IsType<ModelTrained>(await Run(command));
        using var model = ModelArtifact.Open(await _store.Open(reply.Model));
        model.ReplaySamples();
        using var rows = JsonDocument.Parse("""[{"weight": 10}, {"weight": 90}]""");
        foreach (var row in rows.RootElement.EnumerateArray())
        {
            var truth = offset + (unit * row.GetProperty("weight").GetDouble());
            Assert.InRange((model.Predict(row).Prediction!.Number!.Value - truth) / unit, -15, 15);
        }
    }

    private Task<IMessage> Run(Contracts.TrainModel command, TestJob? job = null) =>
        new TrainModelJob(_store, TimeProvider.System, NullLogger<TrainModelJob>.Instance)
            .Run(command, job ?? _job, CancellationToken.None);

    private async Task<Contracts.TrainModel> Command(
        TrainerDefinition trainer, LearningTask task = LearningTask.Binary, double offset = 0, double unit = 1)
    {
        var definition = new PipelineDefinition
        {
            Name = "fruit",
            Source = new CsvSource { Path = "fruit.csv" },
            Target = new TargetDefinition { Name = "kind", Task = task },
            Split = new RandomSplit(),
            Train = trainer,
        };
        var rows = Enumerable.Range(0, 300);
        var kinds = task == LearningTask.Binary ? 2 : 3;
        var table = new Table(
            [
                NumberColumn.Of("weight", ColumnType.Number, rows.Select(r => (double)(r * 37 % 100)).ToArray()),
                task == LearningTask.Regression
                    ? NumberColumn.Of(
                        "kind", ColumnType.Number, rows.Select(r => offset + (unit * (r * 37 % 100))).ToArray())
                    : NumberColumn.Of(
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
