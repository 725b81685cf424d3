using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Quality;

namespace Trainyard.Ingestion.CheckData;

/// <summary>A snapshot that is held against the quality rules of its pipeline.</summary>
internal sealed class CheckedSnapshot(
    PipelineDefinition definition, SnapshotFacts facts, Repeats repeats, bool showNames, bool showValues)
{
    private readonly Hints _hints = new();

    public SnapshotFacts Facts => facts;

    public Repeats Repeats => repeats;

    /// <summary>Whether a finding may hold what stands in the file.</summary>
    public bool ShowValues => showValues;

    /// <summary>What all rules say, in the order of the file.</summary>
    public async Task<List<RuleAnswer>> Answers(CancellationToken cancellation)
    {
        var answers = new List<RuleAnswer>();
        foreach (var rule in definition.Quality)
        {
            var warns = rule.Otherwise == Otherwise.Warn;
            var found = await RuleChecks.Of(rule).Answers(this, cancellation);
            answers.AddRange(found.Select(a => a with { Warns = warns }));
        }

        return answers;
    }

    /// <summary>The unit of a column, where the schema gives one.</summary>
    public string? UnitOf(string column) => definition.Schema.FirstOrDefault(c => c.Name == column)?.Unit;

    /// <summary>What a rule says of a column, or that there is no such column.</summary>
    public RuleAnswer OfColumn(string rule, string name, Func<ColumnFacts, RuleAnswer> answer) =>
        facts.Find(name) is { } column ? answer(column) : Absent(rule, name);

    public RuleAnswer Absent(string rule, string name) => new()
    {
        Rule = rule,
        Column = name,
        Observed = "no such column",
        Allowed = "a column of this name",
        Holds = false,
        Complaint = $"column {name} is not in the data."
            + (showNames ? $" {_hints.Suggest(name, facts.Columns)}" : ""),
    };
}
