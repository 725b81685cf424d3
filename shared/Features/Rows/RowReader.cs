using System.Text.Json;

using Trainyard.Contracts;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Values;

namespace Trainyard.Features.Rows;

/// <summary>Reads one JSON object into cells, and says all that is wrong with it by column.</summary>
internal sealed class RowReader(Manifest manifest)
{
    /// <summary>Columns beside those of the features that a row may bring: to look for a column goes through all
    /// that it has.</summary>
    private const int MostStrangers = 1000;

    private const int LongestName = 100;

    /// <summary>Names that an absent column is held against, and absent columns of a row that are: to see how alike
    /// two are takes time, and a request has many rows.</summary>
    private const int MostCompared = 20;

    /// <summary>What that may take for one row.</summary>
    private const int MostWork = 100_000;

    private readonly HashSet<string> _names = [.. manifest.Inputs.Select(i => i.Name)];
    private readonly ColumnReader[] _columns =
    [
        .. manifest.Inputs.Select(input => new ColumnReader(
            input, manifest.Source, KnownWords.Of(input, manifest.Features))),
    ];

    public IReadOnlyList<RowProblem> Read(JsonElement row, Span<Cell> cells)
    {
        var inputs = manifest.Inputs;
        if (cells.Length < inputs.Count)
            throw new ArgumentException($"A row has {inputs.Count} cells, the span {cells.Length}.", nameof(cells));
        if (row.ValueKind != JsonValueKind.Object)
            return
            [
                new RowProblem("", $"A row is a JSON object of columns and values, not {ColumnReader.Say(row)}."),
            ];
        // To look for a column goes through all that the row has.
        if (row.GetPropertyCount() is var count && count > inputs.Count + MostStrangers)
            return [new RowProblem("", $"The row has {count} columns, and the features are made from {inputs.Count}.")];
        List<RowProblem>? problems = null;
        Suggestions? suggestions = null;
        var (found, absent) = (0, 0);
        for (var i = 0; i < inputs.Count; i++)
        {
            if (row.TryGetProperty(inputs[i].Name, out var value) || TryFindPadded(row, inputs[i].Name, out value))
            {
                found++;
                _columns[i].Read(value, ref cells[i], ref problems);
                continue;
            }

            cells[i] = Cell.Missing;
            (problems ??= []).Add(Absent(
                inputs[i],
                absent++ < MostCompared ? Strangers(row, inputs[i].Name) : [],
                suggestions ??= new Suggestions(MostWork)));
        }

        // Columns that no feature needs may come along. Only where the counts differ can one be there twice.
        if (count != found) AddRepeats(row, ref problems);
        return problems ?? (IReadOnlyList<RowProblem>)[];
    }

    // An object that lacks a column has no value for it, where the source has objects; a name that is only misspelt
    // is another matter.
    private RowProblem Absent(InputColumn input, IEnumerable<string> others, Suggestions suggestions)
    {
        var near = suggestions.Nearest(input.Name, others);
        if (manifest.Source is { HasObjects: true } && input.Nullable && near is null)
        {
            return new RowProblem(
                input.Name, $"Column '{input.Name}' is not given, and taken as missing, as in the source.")
            {
                IsWarning = true,
            };
        }

        var meant = near is null ? "" : $" The row has '{ShortText.Of(near, LongestName)}'.";
        return new RowProblem(
            input.Name, $"Column '{input.Name}' is missing; give null where the value is not known.{meant}");
    }

    // Those first that are about as long.
    private IEnumerable<string> Strangers(JsonElement row, string name) => row.EnumerateObject()
        .Select(property => property.Name)
        .Where(other => other.Length <= LongestName && !_names.Contains(other))
        .OrderBy(other => Math.Abs(other.Length - name.Length)).Take(MostCompared);

    // The names of the source count without the blanks around them.
    private bool TryFindPadded(JsonElement row, string name, out JsonElement value)
    {
        value = default;
        if (manifest.Source is not { Trim: true })
            return false;
        foreach (var property in row.EnumerateObject())
        {
            if (property.Name.Length > name.Length && Blanks.Trim(property.Name) == name)
            {
                value = property.Value;
                return true;
            }
        }

        return false;
    }

    private void AddRepeats(JsonElement row, ref List<RowProblem>? problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in row.EnumerateObject())
        {
            var name = manifest.Source is { Trim: true } && !_names.Contains(property.Name)
                ? Blanks.Trim(property.Name)
                : property.Name;
            if (_names.Contains(name) && !seen.Add(name))
                (problems ??= []).Add(new RowProblem(name, $"Column '{name}' is given twice."));
        }
    }
}
