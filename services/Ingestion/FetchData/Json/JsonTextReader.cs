using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Ingestion.FetchData.Json;

/// <summary>One JSON object a line.</summary>
internal sealed class JsonLinesReader(JsonLinesSource source)
    : JsonTextReader(source, areLines: true), ISourceReader<JsonLinesSource>;

/// <summary>One array of objects.</summary>
internal sealed class JsonArrayReader(JsonSource source)
    : JsonTextReader(source, areLines: false), ISourceReader<JsonSource>;

/// <summary>Reads JSON twice: for its columns and what they hold, and to take the values.</summary>
internal abstract class JsonTextReader(FileSource source, bool areLines)
    : FileReader(source)
{
    protected override async Task<Fetched?> Read(SourceFile file, CancellationToken cancellation)
    {
        await using var text = file.OpenText();
        if (file.Findings.Any)
            return null;
        var columns = new JsonColumns(file);
        var whole = await Task.Run(
            new JsonFile(
                text, areLines, file.Rules(TextsAre.TextsOrDays), columns, (file.Findings, file.MostRows),
                cancellation).Run,
            cancellation);
        ColumnNames.Check(
            [.. columns.Columns.Where(c => file.IsCalled(c.Name, c.IsUnnamed)).Select(c => c.Name)], file.Findings);
        if (!whole || file.Plan(columns.Columns) is not { } plan)
            return null;

        var (names, read) = (columns.Named(), columns.Rows);
        file.Session.Execute(
            $"CREATE TABLE source ({string.Join(", ", columns.Columns.Select(c => $"{c.SourceName} VARCHAR"))})");
        text.Position = 0;
        if (!await Task.Run(() => Load(file, text, columns, plan, cancellation), cancellation))
            throw file.Changed();
        await RareNames.Check(file, names, read, cancellation);
        var select =
            $"SELECT {string.Join(", ", plan.Select(c => $"{c.Expression} AS {Sql.Name(c.Name)}"))} FROM source";
        var rows = await SnapshotWriter.Write(
            file.Session, select, file.Snapshot, plan.Select(c => KeyValuePair.Create(c.Name, c.Form)), cancellation);
        return new Fetched(rows, plan.Count);
    }

    private bool Load(
        SourceFile file, FileStream text, JsonColumns columns, List<ColumnPlan> plan, CancellationToken cancellation)
    {
        using var appender = file.Session.Connection.CreateAppender("source");
        var table = new JsonTable(
            columns, plan.Where(c => c.Numbers is { Decimal: ',' }).Select(c => c.Name).ToHashSet(), appender);
        return new JsonFile(
            text, areLines, file.Rules(TextsAre.TextsOrDays), table, (new Findings(file.Findings.File), file.MostRows),
            cancellation).Run();
    }
}
