using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Ingestion.FetchData.Csv;

/// <summary>Reads CSV twice: to see that it is right, and to take the values.</summary>
internal sealed class CsvReader(CsvSource source) : FileReader(source), ISourceReader<CsvSource>
{
    protected override async Task<Fetched?> Read(SourceFile file, CancellationToken cancellation)
    {
        await using var text = file.OpenText();
        if (file.Findings.Any)
            return null;
        var (size, written) = (text.Length, File.GetLastWriteTimeUtc(file.Path));
        var scan = new CsvScan(text, source, file, cancellation);
        await Task.Run(scan.Run, cancellation);
        if (file.Plan(scan.Columns) is not { } plan)
            return null;
        var path = scan.IsCut ? await file.CopyBeginning(scan.Consumed, cancellation) : file.Path;
        var select = CsvQuery.Select(path, source, plan, scan);
        var rows = await SnapshotWriter.Write(
            file.Session, select, file.Snapshot, plan.Select(c => KeyValuePair.Create(c.Name, c.Form)), cancellation);
        if (rows == scan.Rows)
            return new Fetched(rows, plan.Count);
        if (text.Length != size || File.GetLastWriteTimeUtc(file.Path) != written)
            throw file.Changed();
        file.Findings.Add(
            $"it can't be told for certain where rows end: {scan.Rows} by one reading, {rows} by another;"
            + " end all lines alike, and quote fields that hold line ends",
            observed: $"{scan.Rows} or {rows} rows", allowed: "rows as in RFC 4180");
        return null;
    }
}
