using DuckDB.NET.Data;
using Trainyard.Ingestion.FetchData.Csv;
using Trainyard.Ingestion.FetchData.Json;
using Trainyard.Ingestion.FetchData.Parquet;
using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines;

namespace Trainyard.Ingestion.FetchData;

/// <summary>Turns a file into a snapshot, or says all that is wrong with it.</summary>
/// <param name="definition">The pipeline: source and schema.</param>
/// <param name="path">The file, found and readable.</param>
/// <param name="snapshot">Where the snapshot goes.</param>
/// <param name="threads">Threads for DuckDB.</param>
internal sealed class SourceReader(PipelineDefinition definition, string path, string snapshot, int threads)
{
    private readonly Dictionary<string, ColumnType> _declared =
        definition.Schema.ToDictionary(c => c.Name, c => c.Type, StringComparer.Ordinal);

    /// <summary>
    /// Writes the snapshot; null when there are findings, and then there is no snapshot worth keeping.
    /// </summary>
    public async Task<Fetched?> Read(Findings findings, CancellationToken cancellation)
    {
        using var session = new DuckSession(threads, snapshot + ".spill", path, snapshot);
        try
        {
            return definition.Source.Format switch
            {
                SourceFormat.Csv => await ReadCsv(session, findings, cancellation),
                SourceFormat.Parquet =>
                    await new ParquetSource(session, path, _declared, findings).Read(snapshot, cancellation),
                _ => await ReadJson(session, findings, cancellation),
            };
        }
        catch (DuckDBException failure) when (SnapshotWriter.IsOutage(failure))
        {
            throw SnapshotWriter.Failure(failure);
        }
    }

    private async Task<Fetched?> ReadCsv(DuckSession session, Findings findings, CancellationToken cancellation)
    {
        await using var file = OpenText(findings);
        if (findings.Any)
            return null;
        var (size, written) = (file.Length, File.GetLastWriteTimeUtc(path));
        var scan = new CsvScan(file, definition.Source, TypeOf, findings, cancellation);
        await Task.Run(scan.Run, cancellation);
        if (Plan(scan.Columns, findings) is not { } plan)
            return null;
        var rows = await SnapshotWriter.Write(
            session, CsvQuery.Select(path, definition.Source, plan, scan.SpansLines), snapshot, cancellation);
        if (rows == scan.Rows)
            return new Fetched(rows, plan.Count);
        if (file.Length != size || File.GetLastWriteTimeUtc(path) != written)
            throw Changed(findings);
        findings.Add(
            $"it can't be told for certain where rows end: {scan.Rows} by one reading, {rows} by another;"
            + " end all lines alike, and quote fields that hold line ends",
            observed: $"{scan.Rows} or {rows} rows", allowed: "rows as in RFC 4180");
        return null;
    }

    private async Task<Fetched?> ReadJson(DuckSession session, Findings findings, CancellationToken cancellation)
    {
        await using var file = OpenText(findings);
        if (findings.Any)
            return null;
        var columns = new JsonColumns(TypeOf);
        var whole = await Task.Run(new JsonFile(file, definition.Source, columns, findings, cancellation).Run,
            cancellation);
        ColumnNames.Check([.. columns.Columns.Select(c => c.Name)], findings);
        if (!whole || Plan(columns.Columns, findings) is not { } plan)
            return null;
        session.Execute($"CREATE TABLE source ({string.Join(", ", plan.Select(c => $"{Sql.Name(c.Name)} VARCHAR"))})");
        file.Position = 0;
        if (!await Task.Run(() => Load(session, file, columns, cancellation), cancellation))
            throw Changed(findings);
        var select =
            $"SELECT {string.Join(", ", plan.Select(c => $"{c.Expression} AS {Sql.Name(c.Name)}"))} FROM source";
        var rows = await SnapshotWriter.Write(session, select, snapshot, cancellation);
        return new Fetched(rows, plan.Count);
    }

    private bool Load(DuckSession session, FileStream file, JsonColumns columns, CancellationToken cancellation)
    {
        using var appender = session.Connection.CreateAppender("source");
        var table = new JsonTable(columns, appender);
        return new JsonFile(file, definition.Source, table, new Findings(definition.Source.Path), cancellation).Run();
    }

    private FileStream OpenText(Findings findings)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        FileSignature.CheckText(file, findings);
        return file;
    }

    private static List<ColumnPlan>? Plan(IReadOnlyList<ColumnProfile> columns, Findings findings)
    {
        if (findings.Any)
            return null;
        var plan = columns.Select(c => ColumnTyping.Plan(c, findings)).ToList();
        return findings.Any ? null : [.. plan.OfType<ColumnPlan>()];
    }

    private ColumnType? TypeOf(string column) => _declared.TryGetValue(column, out var type) ? type : null;

    // Nobody's fault that the owner of the data could mend: the next attempt reads the file as it is then.
    private static IOException Changed(Findings findings) => new($"{findings.File} was changed while it was read.");
}
