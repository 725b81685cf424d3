using Microsoft.Extensions.Logging;

using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Features.Matrix;
using Trainyard.Jobs;
using Trainyard.Metrics;
using Trainyard.Models.Artifact;

namespace Trainyard.Validation.ValidateModel;

/// <summary>Measures the model of a run on the held-out part, and on nothing else.</summary>
internal sealed class ValidateModelJob(IArtifactStore artifacts, ILogger<ValidateModelJob> logger)
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
        if (Measurement.Of(model.Scorer, heldOut) is not { } measured)
            throw new StepFaultException(
                "The model answers some rows of the held-out part with what is no number, so nothing can be measured.");
        cancellation.ThrowIfCancellationRequested();
        var report = new ValidationReport
        {
            Model = command.Model.Sha256,
            HeldOut = command.HeldOut.Sha256,
            Task = heldOut.Label.Task,
            Target = heldOut.Label.Name,
            Rows = heldOut.Rows,
            Metrics = measured.Metrics,
            Undefined =
            [
                .. MetricList.Of(heldOut.Label.Task).Select(m => m.Name).Where(m => !measured.Metrics.ContainsKey(m)),
            ],
            Classes = measured.Confusion is null ? null : heldOut.Label.Classes,
            Confusion = measured.Confusion?.Counts,
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
