using Trainyard.Ingestion.Snapshots;
using Trainyard.Jobs.Budget;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.CheckData;

/// <summary>Holds a snapshot against schema and quality rules.</summary>
internal static class SnapshotCheck
{
    /// <summary>Checks all rules and says how each came out.</summary>
    /// <param name="definition">The pipeline: schema and rules.</param>
    /// <param name="digest">The digest of the snapshot, for the report.</param>
    /// <param name="snapshot">The file.</param>
    /// <param name="spill">A folder for what does not fit into memory; it need not exist.</param>
    /// <param name="share">Memory and threads for DuckDB.</param>
    /// <param name="mostLocated">Broken rules that a row is looked for.</param>
    /// <param name="cancellation">Ends the check.</param>
    public static async Task<QualityReport> Run(
        PipelineDefinition definition,
        string digest,
        string snapshot,
        string spill,
        WorkShare share,
        int mostLocated,
        CancellationToken cancellation)
    {
        using var session = new DuckSession(share, spill, snapshot);
        var facts = await SnapshotFacts.Read(
            session,
            snapshot,
            [.. SchemaCheck.Counted(definition), .. definition.Quality.SelectMany(rule => RuleChecks.Of(rule).Counted)],
            cancellation);
        RuleAnswer[] answers =
        [
            .. new SchemaCheck(definition, facts).Answers(),
            .. await new CheckedSnapshot(definition, facts, new Repeats(session, snapshot)).Answers(cancellation),
        ];
        var located = await new Offenders(session, snapshot, mostLocated).Locate(answers, cancellation);
        return new QualityReport
        {
            Snapshot = digest,
            Accepted = located.All(answer => answer.Holds || answer.Warns),
            Rows = facts.Rows,
            Columns = facts.Columns,
            Rules = located,
        };
    }
}
