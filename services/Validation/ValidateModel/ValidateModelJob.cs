using Microsoft.Extensions.Logging;

using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Features.Matrix;
using Trainyard.Jobs;
using Trainyard.Metrics;
using Trainyard.Models.Artifact;
using Trainyard.Pipelines;

namespace Trainyard.Validation.ValidateModel;

/// <summary>Measures the model of a run on the held-out part, and on nothing else.</summary>
internal sealed class ValidateModelJob(
    IArtifactStore artifacts, ValidationSettings settings, ILogger<ValidateModelJob> logger)
    : IJob<Contracts.ValidateModel>
{
    public async Task<IMessage> Run(Contracts.ValidateModel command, JobContext job, CancellationToken cancellation)
    {
        using var model = Open(await artifacts.Open(command.Model, cancellation));
        using var heldOut = FeatureMatrix.Read(await artifacts.Open(command.HeldOut, cancellation));
        if (heldOut.Rows == 0)
            throw new StepFaultException("The held-out part has no rows, so nothing can be measured; check the split.");
        if (!heldOut.Columns.Select(c => c.Name).SequenceEqual(model.Manifest.Features))
            throw new StepFaultException("The held-out matrix has other features than the model.");
        cancellation.ThrowIfCancellationRequested();
        if (Measurement.Of(model.Scorer, heldOut, model.Features.Prior) is not { } measured)
            return command.RejectData(job.Work,
            [
                new Finding
                {
                    Rule = "validate",
                    Message = "The model answers some rows of the held-out part with what is no number, so nothing can "
                        + "be measured. Look for values far outside of those of the training part.",
                },
            ]);
        cancellation.ThrowIfCancellationRequested();
        var definition = PipelineJson.Read(await artifacts.Read(command.Definition, cancellation));
        var task = heldOut.Label.Task;
        var byClass =
            measured.Confusion is { } confusion ? ClassFigures.Of(heldOut.Label.Classes, confusion) : null;
        var importance = Importance.Of(model.Scorer, heldOut, model.Manifest.Seed, cancellation);
        var report = new ValidationReport
        {
            Model = command.Model.Sha256,
            HeldOut = command.HeldOut.Sha256,
            Task = heldOut.Label.Task,
            Target = heldOut.Label.Name,
            Rows = heldOut.Rows,
            MainMetric = MetricList.Main(task).Name,
            Metrics = measured.Metrics,
            Baselines = measured.Baselines,
            Undefined =
            [
                .. MetricList.Of(heldOut.Label.Task).Select(m => m.Name).Where(m => !measured.Metrics.ContainsKey(m)),
            ],
            Classes = measured.Confusion is null ? null : heldOut.Label.Classes,
            Confusion = measured.Confusion?.Counts,
            ByClass = byClass,
            Importance = importance,
            ImportanceLeftOut = importance is null ? Importance.LeftOut(task) : null,
        };
        var stored = await artifacts.Put(
            report.Write(), ValidationReport.MediaType, ValidationReport.CurrentSchema, cancellation);
        logger.LogInformation(
            "Measured the model of run {RunId} on {Rows} rows in {Elapsed}",
            command.RunId, heldOut.Rows, job.Work.Elapsed);
        return new ModelValidated
        {
            RunId = command.RunId,
            Work = job.Work,
            Metrics = measured.Metrics,
            Report = stored,
            Rows = heldOut.Rows,
            Baselines = measured.Baselines,
            Warnings = settings.Bounded(
                ValidationWarnings.Of(measured, task, heldOut.Label.Classes, byClass, definition)),
        };
    }

    private static LoadedModel Open(string path)
    {
        try
        {
            return ModelArtifact.Open(path);
        }
        catch (ModelArtifactException unusable)
        {
            throw new StepFaultException(unusable.Message, unusable);
        }
    }
}
