using Trainyard.Ingestion.FetchData;
using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.CheckData;

/// <summary>
/// Holds a snapshot against the schema: columns that must be there, columns nobody expects, types, ranges, values.
/// </summary>
internal sealed class SchemaCheck(PipelineDefinition definition, SnapshotFacts facts, bool showValues)
{
    private readonly Hints _hints = new();
    private readonly List<string> _missing =
        [.. definition.Schema.Select(c => c.Name).Where(name => facts.Find(name) is null)];

    /// <summary>What rows are held against, to be counted beforehand.</summary>
    public static IEnumerable<RowCondition> Counted(PipelineDefinition definition) => definition.Schema
        .Where(c => c.Values.Count > 0)
        .Select(c => new RowCondition(c.Name, type => ColumnRules.Outside(c.Name, type, c.Values)));

    public IEnumerable<RuleAnswer> Answers()
    {
        var unexpected = definition.Schema.Count == 0
            ? []
            : facts.Columns.Select(c => c.Name)
                .Except(definition.Schema.Select(c => c.Name), StringComparer.Ordinal).ToList();
        foreach (var column in definition.Schema)
        {
            if (facts.Find(column.Name) is { } found)
            {
                foreach (var answer in OfColumn(column, found))
                    yield return answer;
            }
            else if (column.Required)
            {
                yield return Missing(column.Name, unexpected);
            }
        }

        if (definition.UnexpectedColumns == UnexpectedColumns.Allow)
            yield break;
        if (IsOtherTable(unexpected))
        {
            yield return OtherTable();
            yield break;
        }

        foreach (var name in unexpected)
            yield return Unexpected(name);
    }

    /// <summary>Whether no column is one that is asked for, nor named almost like one. Then it is some other file, or
    /// no table at all, and what seem to be its columns are nobody's to see.</summary>
    private bool IsOtherTable(List<string> unexpected) =>
        unexpected.Count > 0 && unexpected.Count == facts.Columns.Count
        && definition.Schema.All(c => _hints.Nearest(c.Name, unexpected) is null);

    private RuleAnswer OtherTable() => new()
    {
        Rule = Findings.Schema,
        Observed = $"{facts.Columns.Count} other columns",
        Allowed = "the columns of the schema",
        Holds = false,
        Warns = definition.UnexpectedColumns == UnexpectedColumns.Warn,
        Complaint = "none of the columns is in the schema. Is it the right file?",
    };

    private IEnumerable<RuleAnswer> OfColumn(ColumnDefinition column, ColumnFacts found)
    {
        var fits = SnapshotTypes.Of(column.Type) == SnapshotTypes.Of(found.Type);
        yield return new RuleAnswer
        {
            Rule = Findings.Schema,
            Column = column.Name,
            Observed = SnapshotTypes.Word(found.Type),
            Allowed = SnapshotTypes.Word(column.Type),
            Holds = fits,
            Complaint = $"column {column.Name} is of type {SnapshotTypes.Word(found.Type)},"
                + $" and the schema says {SnapshotTypes.Word(column.Type)}",
        };
        if (!fits)
            yield break;
        if (!column.Nullable)
            yield return ColumnRules.Present(found, facts.Rows);
        if (column.Min is not null || column.Max is not null)
            yield return ColumnRules.Range(
                Findings.Schema, found, (column.Min, column.Max, column.Unit), showValues);
        if (column.Values.Count > 0)
            yield return ColumnRules.Values(Findings.Schema, found, column.Values, facts);
    }

    private RuleAnswer Missing(string name, List<string> unexpected)
    {
        var hint = _hints.Nearest(name, unexpected) is { } near ? $" Is it the column '{near}' of the data?" : "";
        return new RuleAnswer
        {
            Rule = Findings.Schema,
            Column = name,
            Observed = "no such column",
            Allowed = "a column of this name",
            Holds = false,
            Complaint = $"column {name} is missing.{hint}",
        };
    }

    private RuleAnswer Unexpected(string name)
    {
        var hint = _hints.Nearest(name, _missing) is { } near ? $" Did you mean '{near}'?" : "";
        return new RuleAnswer
        {
            Rule = Findings.Schema,
            Column = name,
            Observed = "a column that the schema does not list",
            Allowed = "the columns of the schema",
            Holds = false,
            Warns = definition.UnexpectedColumns == UnexpectedColumns.Warn,
            Complaint = $"column {Shown.Value(name)} is not in the schema.{hint}",
        };
    }
}
