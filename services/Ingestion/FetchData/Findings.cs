using Trainyard.Contracts;
using Trainyard.Ingestion.FetchData.Values;

namespace Trainyard.Ingestion.FetchData;

/// <summary>
/// Builds the findings of the fetch step. The name of the file is the one that the pipeline file gives.
/// </summary>
/// <param name="file">That name.</param>
/// <param name="named">The columns that show that the file is the table that is meant; absent where nothing is to be
/// hidden.</param>
internal sealed class Findings(string file, NamedColumns? named = null)
{
    private const string Hidden = "a value that is not shown";

    /// <summary>The rule of everything that is wrong with the file itself.</summary>
    public const string Source = "source";

    /// <summary>The rule of values that are not what the pipeline's schema says.</summary>
    public const string Schema = "schema";

    private readonly List<Finding> _found = [];
    private readonly List<Finding> _warnings = [];
    private readonly List<Finding> _doubts = [];
    private readonly HashSet<string> _doubtful = new(StringComparer.Ordinal);

    public IReadOnlyList<Finding> Found => _found;

    /// <summary>What is worth knowing and stops nothing.</summary>
    public IReadOnlyList<Finding> Warnings => _warnings;

    /// <summary>What would be wrong if there were no more rows than those that were read.</summary>
    public IReadOnlyList<Finding> Doubts => _doubts;

    /// <summary>Columns that can't be told from the rows that were read.</summary>
    public IReadOnlySet<string> Doubtful => _doubtful;

    /// <summary>Whether names and values of the file may be told: it is known for a table.</summary>
    public bool ShowCells { get; private set; } = named is null;

    /// <summary>Whether the file calls its columns by names, and none is known.</summary>
    public bool IsOfAnother => !ShowCells && named is { AreOfTheFile: true };

    public bool Any => _found.Count > 0;

    public string File => file;

    /// <summary>The file calls a column so.</summary>
    public void See(string column) => ShowCells |= named is { AreOfTheFile: true } && named.Identifies(column);

    /// <summary>The file is a table for certain.</summary>
    public void KnowTable() => ShowCells = true;

    /// <summary>A value of the file, or a name in it, as far as it may be told.</summary>
    public string Cell(string text) => ShowCells ? Shown.Value(text) : Hidden;

    /// <summary>Something is wrong with the file.</summary>
    public void Add(
        string what, string? column = null, long? row = null, string? observed = null, string? allowed = null,
        string rule = Source) =>
        _found.Add(Of(what, (column, row, observed, allowed), rule));

    /// <summary>Something of the file is not as it may seem, and it is read all the same.</summary>
    public void Warn(
        string what, string? column = null, long? row = null, string? observed = null, string? allowed = null,
        string rule = Source) =>
        _warnings.Add(Of(what, (column, row, observed, allowed), rule) with { IsWarning = true });

    /// <summary>Findings of a part of the file, which may come to nothing.</summary>
    public Findings Attempt() => new(file, named) { ShowCells = ShowCells };

    /// <summary>Takes over what was found of a part.</summary>
    public void Take(Findings part)
    {
        _found.AddRange(part._found);
        _warnings.AddRange(part._warnings);
    }

    /// <summary>Takes over what was found of a column in the first rows: that a value is not what the schema says stays
    /// so, and what the column would be taken for, other rows may change.</summary>
    public void Doubt(string column, Findings part)
    {
        _ = _doubtful.Add(column);
        _found.AddRange(part._found.Where(finding => finding.Rule == Schema));
        _doubts.AddRange(part._found.Where(finding => finding.Rule != Schema));
        _warnings.AddRange(part._warnings);
    }

    private Finding Of(
        string what, (string? Column, long? Row, string? Observed, string? Allowed) about, string rule) =>
        new()
        {
            Rule = rule,
            Message = Shown.Sentence($"{file}: {what}{(what.EndsWith('.') || what.EndsWith('?') ? "" : ".")}"),
            Column = ShowCells || named is not { AreOfTheFile: true } ? about.Column : null,
            Row = about.Row,
            Observed = about.Observed,
            Allowed = about.Allowed,
        };
}
