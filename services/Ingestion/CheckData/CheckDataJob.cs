using Microsoft.Extensions.Logging;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Jobs;
using Trainyard.Pipelines;

namespace Trainyard.Ingestion.CheckData;

/// <summary>Holds a snapshot against schema and quality rules, and stores what it found as a report.</summary>
internal sealed class CheckDataJob(IArtifactStore artifacts, IngestionSettings settings, ILogger<CheckDataJob> logger)
    : IJob<Contracts.CheckData>
{
    public async Task<IRunMessage> Run(Contracts.CheckData command, JobContext job, CancellationToken cancellation)
    {
        var definition = PipelineJson.Read(await artifacts.Read(command.Definition, cancellation));
        var snapshot = await artifacts.Open(command.Snapshot, cancellation);
        var report = await Check(definition, command.Snapshot, snapshot, cancellation);
        var stored =
            await artifacts.Put(report.Write(), QualityReport.MediaType, QualityReport.SchemaName, cancellation);
        var findings = report.Rules.Where(r => !r.Holds).OrderBy(r => r.Warns).Select(Offenders.Finding).ToList();
        logger.LogInformation(
            "Checked {Rows} rows of run {RunId}: {Outcome} with {Findings} findings",
            report.Rows, command.RunId, report.Accepted ? "accepted" : "rejected", findings.Count);
        return report.Accepted
            ? new DataAccepted { RunId = command.RunId, Work = job.Work, Report = stored, Warnings = findings }
            : new DataRejected
            {
                RunId = command.RunId,
                Work = job.Work,
                Step = Step.Check,
                Findings = findings,
                Report = stored,
            };
    }

    private async Task<QualityReport> Check(
        PipelineDefinition definition, ArtifactReference reference, string snapshot, CancellationToken cancellation)
    {
        await using var pending = artifacts.Create(QualityReport.MediaType, QualityReport.SchemaName);
        using var session = new DuckSession(settings.Threads, pending.Path + ".spill", snapshot);
        var facts = await SnapshotFacts.Read(
            session,
            snapshot,
            [.. SchemaCheck.Lists(definition), .. QualityCheck.Lists(definition)],
            cancellation);
        RuleAnswer[] answers =
        [
            .. new SchemaCheck(definition, facts).Answers(),
            .. await new QualityCheck(definition, facts, new Repeats(session, snapshot)).Answers(cancellation),
        ];
        var located = await new Offenders(session, snapshot).Locate(answers, cancellation);
        return new QualityReport
        {
            Snapshot = reference.Sha256,
            Accepted = located.All(a => a.Holds || a.Warns),
            Rows = facts.Rows,
            Columns = facts.Columns,
            Rules = located,
        };
    }
}
