using Microsoft.Extensions.Logging;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Ingestion.FetchData.Look;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Jobs;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.FetchData;

/// <summary>
/// Makes a snapshot of a source, or says all that is wrong with it. The same file gives the same snapshot.
/// </summary>
internal sealed class FetchDataJob(
    IArtifactStore artifacts, SourceLocation location, IngestionSettings settings, ILogger<FetchDataJob> logger)
    : IJob<Contracts.FetchData>
{
    public async Task<IMessage> Run(Contracts.FetchData command, JobContext job, CancellationToken cancellation)
    {
        job.Share.Demand(DuckSession.Least, "Reading any source");
        var definition = PipelineJson.Read(await artifacts.Read(command.Definition, cancellation));
        var findings = new Findings(definition.Source.Shown, new NamedColumns(definition));
        if (await Looked(definition, command, job, cancellation) is { Count: > 0 } early)
        {
            logger.LogInformation(
                "Refused {Source} of run {RunId} by its first rows, with {Findings} findings",
                definition.Source.Shown, command.RunId, early.Count);
            return command.RejectData(job.Work, settings.Bounded(early));
        }

        await using var pending = artifacts.Create(SnapshotWriter.MediaType, SnapshotWriter.Schema);
        var fetched = await SourceReaders.Read(
            new SourceRequest(definition, command.SourceFolder, pending.Path, location, settings.Of(job.Share),
                findings),
            cancellation);
        if (fetched is null)
        {
            logger.LogInformation(
                "Refused {Source} of run {RunId} with {Findings} findings",
                definition.Source.Shown, command.RunId, findings.Found.Count);
            return command.RejectData(job.Work, settings.Bounded([.. findings.Found, .. findings.Warnings]));
        }

        var snapshot = await pending.Commit(cancellation);
        logger.LogInformation(
            "Fetched {Rows} rows of {Source} for run {RunId} into {Snapshot}",
            fetched.Rows, definition.Source.Shown, command.RunId, snapshot.Sha256);
        return new DataFetched
        {
            RunId = command.RunId,
            Work = job.Work,
            Snapshot = snapshot,
            Rows = fetched.Rows,
            Columns = fetched.Columns,
            Warnings = settings.Bounded(findings.Warnings),
        };
    }

    /// <summary>What is wrong with the first rows for certain, whatever the others are. Of a small file all is said
    /// together, when it was read.</summary>
    private async Task<IReadOnlyList<Finding>> Looked(
        PipelineDefinition definition, Contracts.FetchData command, JobContext job, CancellationToken cancellation)
    {
        var look = new FirstRows(definition, command.SourceFolder, location, settings, settings.Of(job.Share));
        if (look.IsWhole)
            return [];
        await using var pending = artifacts.Create(SnapshotWriter.MediaType, SnapshotWriter.Schema);
        return (await look.Take(pending.Path, cancellation)).Found;
    }
}
