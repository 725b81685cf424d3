using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Trainyard.Artifacts;

namespace Trainyard.Ingestion.Snapshots;

/// <summary>
/// Writes snapshots: Parquet, rows in the order of the source, row groups of a fixed size, Snappy. The same rows give
/// the same bytes, whatever the number of threads; so the digest of a snapshot names its data.
/// </summary>
internal static class SnapshotWriter
{
    public const string MediaType = "application/vnd.apache.parquet";
    public const string Schema = "snapshot/1";

    /// <summary>Rows of a group: DuckDB's default, spelled out because the digest depends on it.</summary>
    private const int RowGroup = 122_880;

    /// <summary>Writes what a SELECT gives, and says how many rows that were.</summary>
    /// <param name="session">May write the file.</param>
    /// <param name="select">The SELECT.</param>
    /// <param name="path">The file.</param>
    /// <param name="forms">How the columns are written in the source: what a row must be read by that comes
    /// later.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static Task<long> Write(
        DuckSession session, string select, string path, IEnumerable<KeyValuePair<string, ColumnForm>> forms,
        CancellationToken cancellation)
    {
        var said = SourceForms.Write(forms) is { } text
            ? $", KV_METADATA {'{'}{SourceForms.Key}: {Sql.Text(text)}{'}'}"
            : "";
        var copy = $"""
            COPY ({select}) TO {Sql.Text(path)}
            (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {RowGroup}, USE_TMP_FILE false{said})
            """;
        return session.Change(copy, cancellation);
    }

    /// <summary>Whether the file system or the memory failed, and not the data.</summary>
    public static bool IsOutage(DuckDBException failure) => failure.ErrorType
        is DuckDBErrorType.Io or DuckDBErrorType.OutOfMemory or DuckDBErrorType.Fatal or DuckDBErrorType.Internal
        or DuckDBErrorType.Interrupt or DuckDBErrorType.Connection or DuckDBErrorType.Permission;

    /// <summary>The error of a snapshot that could not be written.</summary>
    public static ArtifactStoreException Failure(DuckDBException failure) => new("write a snapshot", failure);
}
