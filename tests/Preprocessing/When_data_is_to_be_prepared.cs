using System.Text.Json;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Features.Fitted;
using Trainyard.Features.Matrix;
using Trainyard.Jobs;
using Trainyard.Jobs.Budget;
using Trainyard.Metrics;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Preprocessing.PrepareData;
using Trainyard.Support;

namespace Trainyard.Preprocessing.Tests;

public sealed class When_data_is_to_be_prepared : IDisposable
{
    private const string Rows =
        """
        SELECT i, i % 7 AS x, 'c' || (i % 3) AS word, CASE WHEN i % 10 = 0 THEN NULL ELSE i % 2 = 0 END AS even
        FROM range(400) AS t(i)
        """;

    private readonly Snapshots _snapshots = new();
    private readonly FolderArtifactStore _store;

    public When_data_is_to_be_prepared() =>
        _store = new FolderArtifactStore(new ArtifactSettings { Folder = Path.Combine(_snapshots.Folder, "blobs") });

    [Fact]
    public async Task Should_store_both_parts_the_manifest_and_samples()
    {
        var command = await Command(Snapshots.Definition(Snapshots.Column("even", LearningTask.Binary)));

        var reply = Assert.IsType<DataPrepared>(await Run(command));

        using var training = FeatureMatrix.Read(await _store.Open(reply.Training));
        using var heldOut = FeatureMatrix.Read(await _store.Open(reply.HeldOut));
        var features = FittedFeatures.Read(await _store.Read(reply.Features));
        using var samples = JsonDocument.Parse(await _store.Read(reply.Samples));
        Assert.Equal((training.Rows, heldOut.Rows), (reply.TrainingRows, reply.HeldOutRows));
        Assert.Equal((400, 40), (reply.TrainingRows + reply.HeldOutRows + reply.DroppedRows, reply.DroppedRows));
        Assert.Equal(["i", "x", "word"], training.Columns.Select(c => c.Name));
        Assert.Equal(features.Outputs.Select(
            o => (o.Name, o.Kind, o.Cardinality)), heldOut.Columns.Select(c => (c.Name, c.Kind, c.Cardinality)));
        Assert.Equal(["false", "true"], training.Label.Classes);
        Assert.Equal(5, samples.RootElement.GetArrayLength());
        Assert.Equal(
            ("feature-matrix/1", "feature-matrix/1", "features/1", "sample-rows/1"),
            (reply.Training.Schema, reply.HeldOut.Schema, reply.Features.Schema, reply.Samples.Schema));
        Assert.Equal((command.RunId, "test"), (reply.RunId, reply.Work.Service));
        Assert.Equal(
            "40 of 400 rows have no target ('even' is missing) and are left out.",
            Assert.Single(reply.Warnings).Message);
    }

    [Fact]
    public async Task Should_say_how_many_rows_have_no_time_to_be_split_by()
    {
        var definition = Snapshots.Definition(
            Snapshots.Column("even", LearningTask.Binary), new TimeSplit { Column = "at", HeldOut = 0.25 });
        var command = (await Command(definition)) with
        {
            Snapshot = await _store.Put(
                await File.ReadAllBytesAsync(_snapshots.Of(
                    """
                    SELECT i, i % 2 = 0 AS even,
                    CASE WHEN i % 8 > 0 THEN TIMESTAMP '2020-01-01' + to_hours(CAST(i AS INTEGER)) END AS at
                    FROM range(400) AS t(i)
                    """)),
                "application/vnd.apache.parquet", "snapshot/1"),
        };

        var reply = Assert.IsType<DataPrepared>(await Run(command));

        Assert.Equal(50, reply.DroppedRows);
        Assert.Equal(
            "50 of 400 rows have no time to be split by ('at' is missing) and are left out.",
            Assert.Single(reply.Warnings).Message);
    }

    [Fact]
    public async Task Should_answer_a_repeat_with_the_same_artifacts()
    {
        var command = await Command(Snapshots.Definition(Snapshots.Column("even", LearningTask.Binary)));

        Assert.Equal(JsonSerializer.Serialize(await Run(command)), JsonSerializer.Serialize(await Run(command)));
    }

    [Fact]
    public async Task Should_split_otherwise_with_another_seed()
    {
        var command = await Command(Snapshots.Definition(Snapshots.Column("even", LearningTask.Binary)));

        var (one, other) = ((DataPrepared)await Run(command), (DataPrepared)await Run(command with { Seed = 2 }));

        Assert.NotEqual(one.HeldOut, other.HeldOut);
    }

    [Fact]
    public async Task Should_refuse_data_that_does_not_fit_and_store_nothing()
    {
        var command = await Command(Snapshots.Definition(Snapshots.Column("odd", LearningTask.Binary)));
        var before = Blobs();

        var reply = Assert.IsType<DataRejected>(await Run(command));

        Assert.Equal((Step.Prepare, command.RunId), (reply.Step, reply.RunId));
        var finding = Assert.Single(reply.Findings);
        Assert.Equal(("target", "odd", false), (finding.Rule, finding.Column, finding.IsWarning));
        Assert.Equal(before, Blobs());
    }

    [Fact]
    public async Task Should_say_how_much_memory_it_takes_before_it_begins()
    {
        var command = await Command(Snapshots.Definition(Snapshots.Column("even", LearningTask.Binary)));
        var before = Blobs();

        // A row: i and x two bytes each, word two, even two; as much again for the parts, and four for each of three
        // features and the label.
        const int bytes = 400 * (8 + 8 + 16);
        var refused = await Assert.ThrowsAsync<StepFaultException>(
            () => Run(command, new TestJob { Given = new WorkShare(0, 1) { Most = bytes - 1 } }));

        Assert.StartsWith(
            "Preparing 400 rows of 4 columns takes about 12,800 bytes (1 MiB) of memory, and the jobs of this process"
            + " may take 12,799 bytes (1 MiB) together (Budget:Memory,", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Blobs());
        Assert.IsType<DataPrepared>(
            await Run(command, new TestJob { Given = new WorkShare(0, 1) { Most = bytes } }));
    }

    [Fact]
    public async Task Should_take_numbers_that_the_schema_calls_names_for_names()
    {
        var definition = Snapshots.Definition(Snapshots.Column("even", LearningTask.Binary)) with
        {
            Schema = [new ColumnDefinition { Name = "x", Type = ColumnType.Category }],
        };

        var reply = (DataPrepared)await Run(await Command(definition));

        using var training = FeatureMatrix.Read(await _store.Open(reply.Training));
        Assert.Equal((MatrixColumnKind.Category, 7), (training.Columns[1].Kind, training.Columns[1].Cardinality));
    }

    public void Dispose()
    {
        _store.Dispose();
        _snapshots.Dispose();
    }

    private Task<IMessage> Run(Contracts.PrepareData command, TestJob? job = null) =>
        new PrepareDataJob(_store, new PreprocessingSettings()).Run(command, job ?? new TestJob(), default);

    private async Task<Contracts.PrepareData> Command(PipelineDefinition definition) => new()
    {
        RunId = Guid.NewGuid(),
        Definition = await _store.Put(PipelineJson.Write(definition), PipelineJson.MediaType, PipelineJson.Schema),
        Snapshot = await _store.Put(
            await File.ReadAllBytesAsync(_snapshots.Of(Rows)), "application/vnd.apache.parquet", "snapshot/1"),
        Seed = 1,
    };

    private string[] Blobs() =>
        Directory.GetFiles(Path.Combine(_snapshots.Folder, "blobs"), "*", SearchOption.AllDirectories);
}
