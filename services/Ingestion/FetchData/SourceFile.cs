using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.FetchData;

/// <summary>A file that was found, and what its reader needs.</summary>
internal sealed class SourceFile(SourceRequest request, string path, DuckSession session)
{
    /// <summary>The full path.</summary>
    public string Path => path;

    /// <summary>Where the snapshot goes.</summary>
    public string Snapshot => request.Snapshot;

    /// <summary>A session that may read the file and write the snapshot.</summary>
    public DuckSession Session => session;

    /// <summary>What is wrong.</summary>
    public Findings Findings => request.Findings;

    /// <summary>The columns that the schema declares.</summary>
    public IReadOnlyDictionary<string, ColumnType> Declared { get; } =
        request.Definition.Schema.ToDictionary(c => c.Name, c => c.Type, StringComparer.Ordinal);

    /// <summary>The type that the schema gives a column.</summary>
    public ColumnType? TypeOf(string column) => Declared.TryGetValue(column, out var type) ? type : null;

    /// <summary>Opens a file of text; what is none leads to a finding.</summary>
    public FileStream OpenText()
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        FileSignature.CheckText(file, Findings);
        return file;
    }

    /// <summary>How the columns become values; null when there are findings.</summary>
    public List<ColumnPlan>? Plan(IReadOnlyList<ColumnProfile> columns)
    {
        if (Findings.Any)
            return null;
        var plan = columns.Select(c => ColumnTyping.Plan(c, Findings)).ToList();
        return Findings.Any ? null : [.. plan.OfType<ColumnPlan>()];
    }

    // Nobody's fault that the owner of the data could mend: the next attempt reads the file as it is then.
    public IOException Changed() => new($"{Findings.File} was changed while it was read.");
}
