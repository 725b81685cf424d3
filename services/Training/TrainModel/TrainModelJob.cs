using System.Globalization;
using Microsoft.Extensions.Logging;

using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Features.Fitted;
using Trainyard.Features.Matrix;
using Trainyard.Jobs;
using Trainyard.Jobs.Budget;
using Trainyard.Models.Artifact;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Kinds;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Training.TrainModel;

/// <summary>Fits the model of a run and stores it with all that scoring needs.</summary>
internal sealed class TrainModelJob(IArtifactStore artifacts, TimeProvider time, ILogger<TrainModelJob> logger)
    : IJob<Contracts.TrainModel>
{
    public async Task<IMessage> Run(Contracts.TrainModel command, JobContext job, CancellationToken cancellation)
    {
        var definition = PipelineJson.Read(await artifacts.Read(command.Definition, cancellation)).Train;
        var manifest = await artifacts.Read(command.Features, cancellation);
        var features = FittedFeatures.Read(manifest);
        var samples = await artifacts.Read(command.Samples, cancellation);
        var kind = TrainerKinds.All.Of(definition);

        // The trainer takes the matrix over: after a cancellation it may read a little longer.
        var matrix = FeatureMatrix.Read(await artifacts.Open(command.Training, cancellation));
        var rows = matrix.Rows;
        var trainer = Trainers.For(definition);
        if ((Trainers.Refusal(definition, matrix) ?? trainer.Refusal(matrix)) is { } refusal)
        {
            matrix.Dispose();
            return Refuse(command, job, kind, refusal);
        }

        Demand(job.Share, kind, trainer, matrix);
        var checkpoints = await JobCheckpoints.Open(command.RunId, job, artifacts, logger, cancellation);
        TrainedModel trained;
        try
        {
            trained = await trainer.Train(
                matrix,
                command.Seed,
                new ProgressReport(command.RunId, job, checkpoints, time, matrix.Label.Scale),
                cancellation);
        }
        catch (UnlearnableException impossible)
        {
            return Refuse(command, job, kind, impossible.Message);
        }

        await using var pending = artifacts.Create(ModelArtifact.MediaType, ModelManifest.CurrentSchema);
        ModelArtifact.Write(
            pending.Path,
            Describe(command, definition, features, trained),
            manifest,
            trained.Bytes,
            SampleAnswers.Of(samples, features, trained));
        var model = await pending.Commit(cancellation);
        logger.LogInformation(
            "Trained {Trainer} for run {RunId} on {Rows} rows in {Elapsed}",
            kind.Name, command.RunId, rows, job.Work.Elapsed);
        return new ModelTrained
        {
            RunId = command.RunId,
            Work = job.Work,
            Model = model,
            Trainer = kind.Name,
            IsReproducible = kind.IsReproducible,
            Figures = trained.Figures,
        };
    }

    private static void Demand(WorkShare share, TrainerKind kind, ITrainer trainer, FeatureMatrix matrix)
    {
        try
        {
            share.Demand(trainer.Memory(matrix), string.Create(CultureInfo.InvariantCulture,
                $"Training {kind.Name} on {matrix.Rows:N0} rows of {matrix.Columns.Count:N0} features"));
        }
        catch
        {
            matrix.Dispose();
            throw;
        }
    }

    // What the data make impossible is an answer, and the same for every attempt.
    private static DataRejected Refuse(
        Contracts.TrainModel command, JobContext job, TrainerKind kind, string reason) =>
        command.RejectData(job.Work,
        [
            new Finding { Rule = "train", Message = $"The trainer {kind.Name} can't learn from this: {reason}" },
        ]);

    private static ModelManifest Describe(
        Contracts.TrainModel command, TrainerDefinition definition, FittedFeatures features, TrainedModel trained) =>
        new()
        {
            Kind = trained.Kind,
            Task = features.Target.Task,
            Target = features.Target.Name,
            Classes = features.Target.Classes,
            Trainer = definition,
            Seed = command.Seed,
            IsReproducible = TrainerKinds.All.Of(definition).IsReproducible,
            Libraries = trained.Libraries,
            Figures = trained.Figures,
            Inputs = [.. features.Inputs.Select(i => new ManifestColumn(i.Name, i.Type))],
            Features = [.. features.Outputs.Select(o => o.Name)],
            MadeFrom = new Dictionary<string, string>
            {
                ["definition"] = command.Definition.Sha256,
                ["training"] = command.Training.Sha256,
                ["features"] = command.Features.Sha256,
            },
        };
}
