using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Features.Fitted;
using Trainyard.Features.Matrix;
using Trainyard.Jobs;
using Trainyard.Pipelines;

namespace Trainyard.Preprocessing.PrepareData;

/// <summary>Does what <see cref="Contracts.PrepareData"/> commands: unpacks, prepares, stores.</summary>
internal sealed class PrepareDataJob(IArtifactStore store, PreprocessingSettings settings)
    : IJob<Contracts.PrepareData>
{
    public async Task<IMessage> Run(Contracts.PrepareData command, JobContext job, CancellationToken cancellation)
    {
        var definition = PipelineJson.Read(await store.Read(command.Definition, cancellation));
        var snapshot = await store.Open(command.Snapshot, cancellation);
        PreparationMemory.Demand(job.Share, definition, snapshot);
        var result = await Task.Run(
            () => Preparation.Run(definition, snapshot, command.Seed, cancellation), cancellation);
        if (result.Data is not { } data)
            return command.RejectData(job.Work, settings.Bounded([.. result.Findings, .. result.Warnings]));
        var training = Store(data.Training, cancellation);
        var heldOut = Store(data.HeldOut, cancellation);
        _ = await Task.WhenAll(training, heldOut);
        return new DataPrepared
        {
            RunId = command.RunId,
            Training = await training,
            HeldOut = await heldOut,
            Features = await store.Put(
                data.Features.Write(), FittedFeatures.MediaType, FittedFeatures.Schema, cancellation),
            Samples = await store.Put(data.Samples, "application/json", SampleRows.Schema, cancellation),
            TrainingRows = data.Training.Rows,
            HeldOutRows = data.HeldOut.Rows,
            DroppedRows = data.DroppedRows,
            Warnings = settings.Bounded(result.Warnings),
            Work = job.Work,
        };
    }

    private async Task<ArtifactReference> Store(FeatureMatrix matrix, CancellationToken cancellation)
    {
        await using var pending = store.Create(FeatureMatrix.MediaType, FeatureMatrix.Schema);
        await Task.Run(() => matrix.Write(pending.Path), cancellation);
        return await pending.Commit(cancellation);
    }
}
