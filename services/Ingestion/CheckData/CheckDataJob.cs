using Microsoft.Extensions.Logging;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Jobs;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.CheckData;

/// <summary>Holds a snapshot against schema and quality rules, and stores what it found as a report.</summary>
internal sealed class CheckDataJob(IArtifactStore artifacts, IngestionSettings settings, ILogger<CheckDataJob> logger)
    : IJob<Contracts.CheckData>
{
    public async Task<IMessage> Run(Contracts.CheckData command, JobContext job, CancellationToken cancellation)
    {
        var definition = PipelineJson.Read(await artifacts.Read(command.Definition, cancellation));
        var snapshot = await artifacts.Open(command.Snapshot, cancellation);
        var report = await Check(definition, command.Snapshot, snapshot, job, cancellation);
        var stored =
            await artifacts.Put(report.Write(), QualityReport.MediaType, QualityReport.SchemaName, cancellation);
        var broken = report.Rules.Where(r => !r.Holds).OrderBy(r => r.Warns).Select(Offenders.Finding).ToList();
        var findings = settings.Bounded(broken);
        logger.LogInformation(
            "Checked {Rows} rows of run {RunId}: {Outcome} with {Findings} findings",
            report.Rows, command.RunId, report.Accepted ? "accepted" : "rejected", broken.Count);
        return report.Accepted
            ? new DataAccepted { RunId = command.RunId, Work = job.Work, Report = stored, Warnings = findings }
            : command.RejectData(job.Work, findings, stored);
    }

    private async Task<QualityReport> Check(
        PipelineDefinition definition, ArtifactReference reference, string snapshot, JobContext job,
        CancellationToken cancellation)
    {
        await using var pending = artifacts.Create(QualityReport.MediaType, QualityReport.SchemaName);
        return await SnapshotCheck.Run(
            definition, reference.Sha256, snapshot, pending.Path + ".spill", settings.Of(job.Share),
            settings.MostFindings, cancellation);
    }
}
