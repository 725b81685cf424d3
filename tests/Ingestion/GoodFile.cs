using System.Text;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Ingestion.Tests;

/// <summary>A file that looks odd and is right, and the snapshot that it gives.</summary>
internal sealed record GoodFile(string Name, Func<byte[]> Bytes)
{
    public GoodFile(string name, string text)
        : this(name, () => Encoding.UTF8.GetBytes(text))
    {
    }

    public string Delimiter { get; init; } = ",";

    public bool Header { get; init; } = true;

    public IReadOnlyList<string> NullValues { get; init; } = [];

    /// <summary>Columns and their types, for example <c>a Integer, b Number</c>.</summary>
    public string Schema { get; init; } = "";

    /// <summary>The columns of the snapshot with DuckDB's types.</summary>
    public required string Columns { get; init; }

    /// <summary>
    /// The rows of the snapshot, values as DuckDB prints them, separated by bars; nothing is <c>~</c>.
    /// </summary>
    public required string[] Rows { get; init; }

    public FileSource Source(string path) =>
        SourceFormats.Of(SourceFormats.Named(Name), path, Delimiter, Header, NullValues);
}
