using System.Text.Json;

using Trainyard.Contracts;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Values;

namespace Trainyard.Features.Rows;

/// <summary>Reads one JSON object into cells, and says all that is wrong with it by column.</summary>
internal sealed class RowReader(IReadOnlyList<InputColumn> inputs)
{
    /// <summary>Columns beside those of the features that are looked at: of thousands nobody reads more.</summary>
    private const int MostStrangers = 100;

    private readonly HashSet<string> _names = [.. inputs.Select(i => i.Name)];

    public IReadOnlyList<RowProblem> Read(JsonElement row, Span<Cell> cells)
    {
        if (cells.Length < inputs.Count)
            throw new ArgumentException($"A row has {inputs.Count} cells, the span {cells.Length}.", nameof(cells));
        if (row.ValueKind != JsonValueKind.Object)
            return [new RowProblem("", $"A row is a JSON object of columns and values, not {Say(row)}.")];
        // To look for a column goes through all that the row has.
        if (row.GetPropertyCount() is var count && count > inputs.Count + MostStrangers)
            return [new RowProblem("", $"The row has {count} columns, and the features are made from {inputs.Count}.")];
        var problems = new List<RowProblem>();
        var found = 0;
        for (var i = 0; i < inputs.Count; i++)
        {
            cells[i] = Cell.Missing;
            if (!row.TryGetProperty(inputs[i].Name, out var value))
            {
                problems.Add(new RowProblem(
                    inputs[i].Name, $"Column '{inputs[i].Name}' is missing; give null where the value is not known."));
                continue;
            }
            found++;
            if (Complain(inputs[i], value, ref cells[i]) is { } complaint)
                problems.Add(new RowProblem(inputs[i].Name, complaint));
        }
        // Only where the counts differ is there more to say, and a search of names worth its time.
        if (count != found) AddStrangers(row, problems);
        return problems;
    }

    private void AddStrangers(JsonElement row, List<RowProblem> problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in row.EnumerateObject())
        {
            if (!_names.Contains(property.Name))
                problems.Add(new RowProblem(
                    Shortened(property.Name),
                    $"No feature is made from a column '{Shortened(property.Name)}'. "
                        + Spelling.Suggest(property.Name, inputs.Select(i => i.Name))));
            else if (!seen.Add(property.Name))
                problems.Add(new RowProblem(property.Name, $"Column '{property.Name}' is given twice."));
        }
    }

    private static string? Complain(InputColumn input, JsonElement value, ref Cell cell)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return input.Nullable ? null : $"Column '{input.Name}' must have a value; null is not allowed.";
        switch (input.Type)
        {
            case ColumnType.Integer or ColumnType.Number:
                if (value.ValueKind != JsonValueKind.Number
                    || !value.TryGetDouble(out var number)
                    || !double.IsFinite(number))
                    return Wants(input, value, "a number");
                if (input.Type == ColumnType.Integer && Math.Floor(number) != number)
                    return Wants(input, value, "a whole number");
                cell = Cell.Of(number);
                return null;
            case ColumnType.Boolean:
                if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                    return Wants(input, value, "true or false");
                cell = Cell.Of(value.ValueKind == JsonValueKind.True ? 1 : 0);
                return null;
            case ColumnType.Date or ColumnType.Timestamp:
                if (value.ValueKind != JsonValueKind.String || !Times.TryParse(value.GetString()!, out var time))
                    return Wants(input, value, input.Type == ColumnType.Date
                        ? "a date such as \"2001-05-31\""
                        : "a time without a zone such as \"2001-05-31T13:30:00\"");
                cell = Cell.Of(time);
                return null;
            case ColumnType.Category or ColumnType.Text:
                if (value.ValueKind != JsonValueKind.String) return Wants(input, value, "a word in quotes");
                // Blanks around a word counted for nothing where it was learned, and a word of blanks alone is none.
                var word = input.KeepsBlanks ? value.GetString()! : Blanks.Trim(value.GetString()!);
                cell = input.KeepsBlanks || word.Length > 0 || value.GetString()!.Length == 0
                    ? Cell.Of(word)
                    : Cell.Missing;
                return null;
            default:
                throw input.Type.NotKnown();
        }
    }

    private static string Wants(InputColumn input, JsonElement value, string what) =>
        $"Column '{input.Name}' wants {what}, not {Say(value)}.";

    private static string Shortened(string text, int longest = 100) => ShortText.Of(text, longest);

    private static string Say(JsonElement value)
    {
        return value.ValueKind switch
        {
            JsonValueKind.Array => "an array",
            JsonValueKind.Object => "an object",
            _ => Shortened(value.GetRawText(), longest: 40),
        };
    }
}
