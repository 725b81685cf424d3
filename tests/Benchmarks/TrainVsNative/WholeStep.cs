using Microsoft.Extensions.Logging.Abstractions;

using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Features.Fitted;
using Trainyard.Features.Matrix;
using Trainyard.Models;
using Trainyard.Models.Artifact;
using Trainyard.Pipelines;
using Trainyard.Support;
using Trainyard.Training.TrainModel;

namespace Trainyard.Benchmarks.TrainVsNative;

/// <summary>
/// The training job of a run over a store in a folder: what a worker does between an order and its answer.
/// </summary>
internal sealed class WholeStep : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trainyard-train-");
    private readonly FolderArtifactStore _store;
    private Contracts.TrainModel? _order;

    private WholeStep() => _store = new FolderArtifactStore(new ArtifactSettings { Folder = _folder.FullName });

    public static async Task<WholeStep> Prepare(FlightsMatrix flights)
    {
        var step = new WholeStep();
        await using var matrix = step._store.Create(FeatureMatrix.MediaType, FeatureMatrix.Schema);
        flights.Training.Write(matrix.Path);
        step._order = new Contracts.TrainModel
        {
            RunId = new Guid("5b1c1d6e-70f6-4a6c-9a34-0f3f0d0a5c11"),
            Definition = await step._store.Put(
                PipelineJson.Write(flights.Definition), PipelineJson.MediaType, PipelineJson.Schema),
            Training = await matrix.Commit(),
            Features = await step._store.Put(
                flights.Features.Write(), FittedFeatures.MediaType, FittedFeatures.Schema),
            Samples = await step._store.Put("[]"u8.ToArray(), "application/json", "sample-rows/1"),
            Seed = 1,
        };
        return step;
    }

    /// <summary>Does the step.</summary>
    public async Task<ModelTrained> Run()
    {
        var job = new TrainModelJob(_store, TimeProvider.System, NullLogger<TrainModelJob>.Instance);
        return (ModelTrained)await job.Run(_order!, new TestJob(), CancellationToken.None);
    }

    /// <summary>Does the step and opens the model that it stored.</summary>
    public async Task<IScorer> Open() => ModelArtifact.Open(await _store.Open((await Run()).Model)).Scorer;

    public void Dispose()
    {
        _store.Dispose();
        _folder.Delete(recursive: true);
    }
}
