using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.FetchData.Words;

/// <summary>Looks at a snapshot that was just written for what no row shows alone: columns without a value, and words
/// that are hardly meant as words, or as different ones.</summary>
internal sealed class WordLook(SourceFile file)
{
    /// <summary>Of a table with more columns only those are looked at that the pipeline names: each question costs
    /// more, the wider a table is.</summary>
    private const int Wide = 1000;

    /// <summary>Columns of words that are looked at.</summary>
    private const int MostColumns = 256;

    /// <summary>A column with more words is one of names or texts, and not looked at.</summary>
    private const int MostWords = 1000;

    /// <summary>Columns that one query looks at: what a query costs grows with the square of what it asks.</summary>
    private const int AtOnce = 250;

    private const int WordsAtOnce = 16;
    private const int MostNamed = 10;

    private readonly string _from =
        $"read_parquet({Sql.File(file.Snapshot)}, hive_partitioning = false, file_row_number = true)";

    private readonly ReadingRules _rules = file.Rules(TextsAre.Anything);

    /// <summary>Looks, and warns.</summary>
    public async Task Take(CancellationToken cancellation)
    {
        var described = await file.Session.Query(
            $"DESCRIBE SELECT * FROM read_parquet({Sql.File(file.Snapshot)}, hive_partitioning = false)", cancellation);
        var columns = described.Select(row => (Name: (string)row[0]!, IsWords: (string)row[1]! == "VARCHAR"))
            .Where(column => file.Used.Of(column.Name) switch
            {
                ColumnUse.Named => true,
                ColumnUse.ByDefault => described.Count <= Wide,
                _ => false,
            }).Take(Wide).ToList();
        var counts = await Count(columns, cancellation);
        if (!file.IsLook)
            WarnOfEmpty([.. counts.Where(count => count.Values == 0).Select(count => count.Name)]);
        // An estimate is a few per cent off.
        var few = counts.Where(count => count.Words is > 0 and <= MostWords + (MostWords / 10)
                && file.Declared(count.Name)?.Type is not ColumnType.Text)
            .Select(count => count.Name).Take(MostColumns);
        foreach (var some in few.Chunk(WordsAtOnce))
            await Look(some, cancellation);
    }

    private async Task<List<(string Name, long Values, long Words)>> Count(
        List<(string Name, bool IsWords)> columns, CancellationToken cancellation)
    {
        var counts = new List<(string, long, long)>();
        foreach (var some in columns.Chunk(AtOnce))
        {
            var asked = some.Select(column => $"count({Sql.Name(column.Name)}), "
                + (column.IsWords ? $"approx_count_distinct({Sql.Name(column.Name)})" : "0"));
            var row = (await file.Session.Query($"SELECT {string.Join(", ", asked)} FROM {_from}", cancellation))[0];
            counts.AddRange(some.Select((column, i) =>
                (column.Name, Convert.ToInt64(row[2 * i]), Convert.ToInt64(row[(2 * i) + 1]))));
        }

        return counts;
    }

    private async Task Look(string[] columns, CancellationToken cancellation)
    {
        var asked = columns.Select((column, i) =>
            $"(SELECT {i}, {Sql.Name(column)}, nfc_normalize({Sql.Name(column)}), min(file_row_number) + 1, count(*)"
            + $" FROM {_from}"
            + $" WHERE {Sql.Name(column)} IS NOT NULL GROUP BY {Sql.Name(column)} LIMIT {MostWords + 1})");
        var found = await file.Session.Query(string.Join(" UNION ALL ", asked), cancellation);
        foreach (var words in found.ToLookup(
            row => columns[Convert.ToInt32(row[0])],
            row => new SeenWord(
                (string)row[1]!, (string)row[2]!, Convert.ToInt64(row[3]), Convert.ToInt64(row[4]))))
        {
            var all = words.Where(word => word.Text.Length > 0).OrderBy(word => word.Row).ToList();
            if (all.Count is 0 or > MostWords)
                continue;
            var complaints = new WordComplaints(file, _rules, words.Key);
            complaints.Missing(all);
            // What hardly comes twice is a name, and names may differ in anything.
            if (2 * all.Count <= all.Sum(word => word.Count))
                complaints.Alike(all);
        }
    }

    private void WarnOfEmpty(string[] columns)
    {
        if (columns.Length == 0)
            return;
        var findings = file.Findings;
        var more = columns.Length > MostNamed ? $" and {columns.Length - MostNamed} more" : "";
        var shown = string.Join(", ", columns.Take(MostNamed).Select(column => Shown.Value(column)));
        var names = findings.ShowCells ? $"{(columns.Length == 1 ? "column" : "columns")} {shown}{more}"
            : columns.Length == 1 ? "a column" : $"{columns.Length} columns";
        findings.Warn(
            $"{names} {(columns.Length == 1 ? "has" : "have")} no value in any row, so that there is nothing to learn"
            + $" from {(columns.Length == 1 ? "it" : "them")}"
            + (findings.ShowCells && columns.All(column => file.Used.Of(column) is ColumnUse.ByDefault)
                ? $"; {Mending.Ignore(columns)} in source leaves {(columns.Length == 1 ? "it" : "them")} out" : ""),
            columns[0], null, "no value", "values");
    }
}
