using DuckDB.NET.Data;
using Trainyard.Contracts;
using Trainyard.Ingestion.CheckData;
using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Jobs.Budget;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Rules;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Ingestion.FetchData.Look;

/// <summary>
/// A look at the first rows of a source, before all of it is read: whether the columns are there that the pipeline
/// names, whether values are what the schema says, and whether the target can be what it should. A small file is read
/// whole.
/// </summary>
internal sealed class FirstRows(
    PipelineDefinition definition, string? folder, SourceLocation location, IngestionSettings settings, WorkShare share)
{
    private readonly bool _isWhole = IsSmall(definition, folder, location, settings.LookFrom);

    /// <summary>Whether the look is at all rows. Of a file that can't be found it is: that is said soon.</summary>
    public bool IsWhole => _isWhole;

    /// <summary>Looks.</summary>
    /// <param name="scratch">A file that may be written.</param>
    /// <param name="cancellation">Ends the look.</param>
    public async Task<LookedAt> Take(string scratch, CancellationToken cancellation)
    {
        var findings = new Findings(definition.Source.Shown, new NamedColumns(definition));
        var request = new SourceRequest(definition, folder, scratch, location, share, findings)
        {
            MostRows = _isWhole ? long.MaxValue : settings.LookRows,
        };
        try
        {
            var fetched = await SourceReaders.Read(request, cancellation);
            if (fetched is null)
                return new LookedAt(findings.Found, findings.Doubts, findings.Warnings, 0, 0);
            var rules = await SnapshotCheck.Run(
                AsFarAsSeen(), "", scratch, scratch + ".spill", share, int.MaxValue, cancellation);
            using var values = new LookedValues(scratch, share);
            var target = await new LookedTarget(definition, _isWhole, settings.LookRows).Problems(
                values, rules, cancellation);
            var broken = rules.Rules.Where(rule => !rule.Holds && !IsOpen(rule, findings)).ToLookup(rule => rule.Warns);
            List<Finding> found =
            [
                .. findings.Found, .. broken[false].Select(Offenders.Finding), .. Absent(rules, findings),
                .. await Misfits(rules, findings, values, cancellation), .. target,
            ];
            List<Finding> warnings = [.. findings.Warnings, .. broken[true].Select(Offenders.Finding)];
            return new LookedAt(found, findings.Doubts, warnings, fetched.Rows, fetched.Columns);
        }
        finally
        {
            File.Delete(request.Beginning);
        }
    }

    private static bool IsSmall(
        PipelineDefinition definition, string? folder, SourceLocation location, long bytes) =>
        definition.Source is not FileSource source
        || location.Find(source, folder, new Findings(definition.Source.Shown)) is not { } path
        || new FileInfo(path).Length <= bytes;

    // A rule of a whole table says nothing of its first rows, and an object may have names that none before it had.
    private PipelineDefinition AsFarAsSeen() => _isWhole
        ? definition
        : definition with
        {
            Quality = [],
            Schema = [.. definition.Schema.Select(Seen)],
        };

    private ColumnDefinition Seen(ColumnDefinition column) =>
        column with { Required = column.Required && KnowsColumns };

    private bool KnowsColumns => _isWhole || definition.Source is not (JsonSource or JsonLinesSource);

    private static bool IsOpen(RuleAnswer rule, Findings findings) =>
        rule.Column is { } column && findings.Doubtful.Contains(column);

    private IEnumerable<Finding> Absent(QualityReport report, Findings findings)
    {
        if (!KnowsColumns)
            yield break;
        var columns = report.Columns.Select(column => column.Name).ToList();
        var named = UsedColumns.Named(definition).Where(named => named.Part is not ("schema" or "quality"))
            .Where(named => !columns.Contains(named.Column, StringComparer.Ordinal)
                && !findings.Doubtful.Contains(named.Column))
            .DistinctBy(named => named.Column);
        var suggestions = new Pipelines.Suggestions();
        foreach (var (part, column) in named.Where(named => !IsSaid(report, named.Column)))
        {
            var hint = findings.ShowCells ? $" {suggestions.Suggest(column, columns)}"
                : findings.IsOfAnother ? $" It has {columns.Count} {(columns.Count == 1 ? "column" : "columns")}, none"
                    + " of which the pipeline names: names of such a file are not shown."
                : "";
            yield return new Finding
            {
                Rule = part,
                Message = $"{findings.File}: {part} names the column {column}, which is not in the data.{hint}",
                Column = column,
                Observed = "no such column",
                Allowed = "a column of the data",
            };
        }
    }

    // Only what misfits is looked at closer: other rows may make words of anything, and of nothing anything.
    private async Task<List<Finding>> Misfits(
        QualityReport report, Findings findings, LookedValues values, CancellationToken cancellation)
    {
        var types = report.Columns
            .Where(column => column.Nulls < report.Rows && !findings.Doubtful.Contains(column.Name))
            .ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        var settled = new Dictionary<string, bool>(StringComparer.Ordinal);
        var misfits = new List<Finding>();
        foreach (var problem in DataRules.Check(definition, types))
        {
            var isSettled = true;
            foreach (var column in problem.Columns.Where(types.ContainsKey))
            {
                if (!settled.TryGetValue(column, out var stays))
                    settled[column] = stays = _isWhole || IsDeclared(column)
                        || (types[column] is ColumnType.Category
                            && LookedValues.StayWords(await values.Of(column, cancellation)));
                isSettled &= stays;
            }

            if (isSettled)
                misfits.Add(Misfit(problem, types, findings));
        }

        return misfits;
    }

    private static Finding Misfit(DataProblem problem, Dictionary<string, ColumnType> types, Findings findings) => new()
    {
        Rule = problem.Part,
        Message = $"{findings.File}: {problem.Message}",
        Column = problem.Columns.Count == 0 ? null : problem.Columns[0],
        Observed = problem.Columns is [var one] && types.TryGetValue(one, out var type)
            ? SnapshotTypes.Word(type)
            : "types that don't go together",
        Allowed = "a type that fits",
    };

    private bool IsDeclared(string column) => definition.Schema.Any(declared => declared.Name == column);

    private static bool IsSaid(QualityReport report, string column) =>
        report.Rules.Any(rule => !rule.Holds && !rule.Warns && rule.Column == column);
}

/// <summary>What a look found.</summary>
/// <param name="Found">What is wrong, whatever the rows are that were not read.</param>
/// <param name="Doubts">What would be wrong if there were no others.</param>
/// <param name="Warnings">What is worth knowing.</param>
/// <param name="Rows">Rows that were read.</param>
/// <param name="Columns">Columns that were read.</param>
internal sealed record LookedAt(
    IReadOnlyList<Finding> Found, IReadOnlyList<Finding> Doubts, IReadOnlyList<Finding> Warnings, long Rows,
    int Columns);
