using System.Text;
using System.Text.RegularExpressions;

namespace Trainyard.Ingestion.FetchData;

/// <summary>The names of columns must tell them apart, also for readers that don't mind case.</summary>
internal static partial class ColumnNames
{
    // What DuckDB calls the number of a row in a snapshot.
    private const string Reserved = "file_row_number";

    /// <summary>A name that is too long is not told.</summary>
    public static void RefuseLength(string whose, int length, Findings findings, long? row = null) =>
        findings.Add($"{whose} is {length} bytes long; at most {SourceLimits.Name} are read",
            row: row, observed: $"{length} bytes", allowed: $"at most {SourceLimits.Name} bytes");

    /// <summary>
    /// What the snapshot calls a column, and whether the file gives it no name. Blanks around a name are left out,
    /// unless the pipeline writes them too; pandas writes a name of its own where it has none.
    /// </summary>
    public static (string Name, bool IsUnnamed) Of(string written, int place, bool trims, UsedColumns used)
    {
        if (string.IsNullOrWhiteSpace(written))
            return ($"column{place}", true);
        var name = trims && used.Of(written) is not ColumnUse.Named ? Pipelines.Values.Blanks.Trim(written) : written;
        return (name, OfPandas().IsMatch(name));
    }

    [GeneratedRegex("^(Unnamed: [0-9]+|__index_level_[0-9]+__)$")]
    private static partial Regex OfPandas();

    public static void Check(IReadOnlyList<string> names, Findings findings)
    {
        if (names.Count > SourceLimits.Columns)
        {
            findings.Add(
                $"there are {names.Count} columns; at most {SourceLimits.Columns} are read",
                observed: $"{names.Count} columns", allowed: $"at most {SourceLimits.Columns} columns");
            return;
        }

        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i];
            if (Encoding.UTF8.GetByteCount(name) is > SourceLimits.Name and var length)
            {
                RefuseLength($"the name of column {i + 1}", length, findings);
            }
            else if (name.Equals(Reserved, StringComparison.OrdinalIgnoreCase))
            {
                findings.Add($"a column is named {Reserved}, which is kept for the number of the row; rename it",
                    name, observed: name, allowed: "any other name");
            }
            else if (!places.TryAdd(name, i))
            {
                var (first, other) = (places[name], names[places[name]]);
                var same = other == name
                    ? "the same name"
                    : $"names that differ in case only ('{findings.Cell(other)}' and '{findings.Cell(name)}')";
                findings.Add(
                    $"columns {first + 1} and {i + 1} have {same}; every column needs a name of its own",
                    name, observed: findings.Cell(name), allowed: "each name once");
            }
        }
    }
}
