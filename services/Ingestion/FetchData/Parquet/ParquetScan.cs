using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.FetchData.Parquet;

/// <summary>
/// Reads a Parquet file: flat columns, their types mapped to those of a snapshot or to those of the schema.
/// </summary>
internal sealed class ParquetScan(
    DuckSession session, string path, IReadOnlyDictionary<string, ColumnType> declared, Findings findings)
{
    /// <summary>Columns that one query looks at.</summary>
    private const int AtOnce = 50;

    private readonly string _file = Sql.File(path);

    public async Task<Fetched?> Read(string snapshot, CancellationToken cancellation)
    {
        if (!ParquetFrame.Check(path, findings))
            return null;
        findings.KnowTable();
        try
        {
            return await ReadWhole(snapshot, cancellation);
        }
        catch (DuckDBException failure) when (IsDamage(failure))
        {
            findings.Add("the file is damaged: its footer or its pages can't be decoded", observed: "damaged bytes",
                allowed: "a whole Parquet file");
            return null;
        }
    }

    private async Task<Fetched?> ReadWhole(string snapshot, CancellationToken cancellation)
    {
        var names = TopLevel(await session.Query(
            $"SELECT name, coalesce(num_children, 0) FROM parquet_schema({_file})", cancellation));
        ColumnNames.Check(names, findings);
        if (findings.Any)
            return null;
        var types = await session.Query($"DESCRIBE SELECT * FROM {From}", cancellation);
        var columns = types.Select(t => new ParquetColumn((string)t[0]!, (string)t[1]!)).ToList();
        var plans = new List<ParquetPlan>();
        foreach (var column in columns)
        {
            ColumnType? wanted = declared.TryGetValue(column.Name, out var type) ? type : null;
            var plan = column.IsText && wanted is not (null or ColumnType.Category or ColumnType.Text)
                ? await FromText(column, wanted.Value, cancellation)
                : ParquetTyping.Plan(column, wanted, findings);
            if (plan is not null)
                plans.Add(plan);
        }

        await HoldValues(plans, cancellation);
        if (findings.Any)
            return null;
        var select = string.Join(", ", plans.Select(p => $"{p.Expression} AS {Sql.Name(p.Name)}"));
        var rows = await SnapshotWriter.Write(session, $"SELECT {select} FROM {From}", snapshot, cancellation);
        if (rows > 0)
            return new Fetched(rows, plans.Count);
        findings.Add("the file holds no rows", observed: "no rows", allowed: "at least one row");
        return null;
    }

    /// <summary>
    /// Whether it is the file that can't be decoded. An offset that leads out of the file fails like a disk does; then
    /// the file is read once more, by hand and by DuckDB, to see which of the two it was.
    /// </summary>
    private bool IsDamage(DuckDBException failure)
    {
        if (failure.ErrorType is DuckDBErrorType.InvalidInput or DuckDBErrorType.Invalid)
            return true;
        if (failure.ErrorType is not DuckDBErrorType.Io)
            return false;
        using (var file = File.OpenRead(path))
            file.CopyTo(Stream.Null);
        try
        {
            session.Execute($"SELECT bit_xor(hash(t)) FROM {From} AS t");
            return false;
        }
        catch (DuckDBException)
        {
            return true;
        }
    }

    private string From => $"read_parquet({_file}, hive_partitioning = false)";

    /// <summary>A pass over the columns that may hold values which don't fit, a few at a time: what a query costs grows
    /// with the square of what it asks.</summary>
    private async Task HoldValues(List<ParquetPlan> plans, CancellationToken cancellation)
    {
        foreach (var some in plans.Where(p => p.Misfit is not null).Chunk(AtOnce))
            await HoldSome(some, cancellation);
    }

    private async Task HoldSome(ParquetPlan[] doubtful, CancellationToken cancellation)
    {
        var questions = doubtful.Select(p =>
            $"count(*) FILTER ({p.Misfit}), min(file_row_number) FILTER ({p.Misfit}), "
            + $"arg_min(CAST({Sql.Name(p.Name)} AS VARCHAR), file_row_number) FILTER ({p.Misfit})");
        var answers = (await session.Query(
            $"""
            SELECT {string.Join(", ", questions)}
            FROM read_parquet({_file}, hive_partitioning = false, file_row_number = true)
            """,
            cancellation))[0];
        for (var i = 0; i < doubtful.Length; i++)
        {
            var count = Convert.ToInt64(answers[3 * i]);
            if (count == 0)
                continue;
            var (row, shown) = (Convert.ToInt64(answers[(3 * i) + 1]) + 1, Shown.Value((string)answers[(3 * i) + 2]!));
            var others = count == 1 ? "" : $" {count} values of the column are like that.";
            findings.Add(
                $"row {row}, column {Shown.Value(doubtful[i].Name)}: {shown} does not fit."
                + $" It should be {doubtful[i].Allowed}.{others}",
                doubtful[i].Name, row, shown, doubtful[i].Allowed,
                declared.ContainsKey(doubtful[i].Name) ? Findings.Schema : Findings.Source);
        }
    }

    /// <summary>A column of texts that the schema gives another type is read as in any text source.</summary>
    private async Task<ParquetPlan?> FromText(ParquetColumn column, ColumnType wanted, CancellationToken cancellation)
    {
        var profile = new ColumnProfile(column.Name, wanted);
        await session.EachText($"SELECT {Sql.Name(column.Name)} FROM {From}", profile.AddIfAny, cancellation);
        return ColumnTyping.Plan(profile, findings) is { } plan ? new ParquetPlan(plan.Name, plan.Expression) : null;
    }

    private static List<string> TopLevel(List<object?[]> schema)
    {
        var names = new List<string>();
        var at = 1;
        while (at < schema.Count)
        {
            names.Add((string)schema[at][0]!);
            // Past the column and all that it holds.
            for (var open = 1L; open > 0 && at < schema.Count; at++)
                open += Convert.ToInt64(schema[at][1]) - 1;
        }

        return names;
    }
}
