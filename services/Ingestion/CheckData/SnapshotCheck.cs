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
        var named = new NamedColumns(definition);
        var isMeant = named.AreIn(facts.Columns.Select(column => column.Name));
        var showValues = isMeant && named.AreOfTheFile;
        RuleAnswer[] answers =
        [
            .. new SchemaCheck(definition, facts, showValues).Answers(),
            .. await new CheckedSnapshot(definition, facts, new Repeats(session, snapshot), isMeant, showValues)
                .Answers(cancellation),
        ];
        var located = await new Offenders(session, snapshot, mostLocated, showValues)
            .Locate(answers, cancellation);
        return new QualityReport
        {
            Snapshot = digest,
            Accepted = located.All(answer => answer.Holds || answer.Warns),
            Rows = facts.Rows,
            Columns = facts.Columns,
            Rules = isMeant ? located : [.. located.Select(answer => WithoutName(answer, named))],
        };
    }

    /// <summary>Of what is not the table that is meant not even names are told: the first line of some text would be
    /// one.</summary>
    private static RuleAnswer WithoutName(RuleAnswer answer, NamedColumns named) =>
        answer.Holds || answer.Column is not { } column || named.Contains(column)
            ? answer
            : answer with { Column = null, Complaint = $"a column does not keep the rule; allowed: {answer.Allowed}" };
}
