using System.Globalization;
using System.Text.Json;

using Trainyard.Contracts;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Values;

namespace Trainyard.Features.Rows;

/// <summary>Reads one JSON object into cells, and says all that is wrong with it by column.</summary>
internal sealed class RowReader(IReadOnlyList<InputColumn> inputs)
{
    /// <summary>Columns beside those of the features that a row may bring: to look for a column goes through all
    /// that it has.</summary>
    private const int MostStrangers = 1000;

    /// <summary>Allowed values that a message lists.</summary>
    private const int MostShown = 20;

    /// <summary>Training had no number beyond it, or took the column as words.</summary>
    private const double LargestWhole = 9_007_199_254_740_992;

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
                problems.Add(new RowProblem(inputs[i].Name, Missing(inputs[i].Name, row)));
                continue;
            }
            found++;
            if (Complain(inputs[i], value, ref cells[i]) is { } complaint)
                problems.Add(new RowProblem(inputs[i].Name, complaint));
        }
        // Columns that no feature needs may come along. Only where the counts differ can one be there twice.
        if (count != found) AddRepeats(row, problems);
        return problems;
    }

    private string Missing(string name, JsonElement row)
    {
        var others = row.EnumerateObject().Select(property => property.Name).Where(other => !_names.Contains(other));
        var meant = Spelling.Nearest(name, others) is { } other ? $" The row has '{Shortened(other)}'." : "";
        return $"Column '{name}' is missing; give null where the value is not known.{meant}";
    }

    private void AddRepeats(JsonElement row, List<RowProblem> problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in row.EnumerateObject())
        {
            if (_names.Contains(property.Name) && !seen.Add(property.Name))
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
                if (input.Type == ColumnType.Integer && Math.Abs(number) > LargestWhole)
                    return Wants(input, value, "a whole number from -2^53 to 2^53");
                if (number < input.Min || number > input.Max)
                    return Outside(input, value);
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
                if (WordOf(input, value) is not { } word) return Wants(input, value, "a word in quotes");
                if (word.Length == 0 && input.EmptyIsMissing)
                    return input.Nullable
                        ? null
                        : $"Column '{input.Name}' must have a value; an empty word is none.";
                if (input.Values is { } allowed && !allowed.Contains(word))
                    return NotAllowed(allowed, input, word);
                cell = Cell.Of(word);
                return null;
            default:
                throw input.Type.NotKnown();
        }
    }

    // Blanks around a word count for nothing where they did not where it was learned. A whole number is taken digit by
    // digit, however large it is.
    private static string? WordOf(InputColumn input, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => input.Trims ? Blanks.Trim(value.GetString()!) : value.GetString()!,
        JsonValueKind.Number when input.IsWhole && IsWhole(value.GetRawText()) => value.GetRawText(),
        _ => null,
    };

    /// <summary>Whether a word is a whole number as JSON writes one: without zeros before it, or 01234 would be another
    /// word than 1234.</summary>
    internal static bool IsWhole(string text)
    {
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        return digits.IndexOfAnyExceptInRange('0', '9') < 0 && (text == "0" || digits is [not '0', ..]);
    }

    private static string Outside(InputColumn input, JsonElement value)
    {
        var allowed = (input.Min, input.Max) switch
        {
            ({ } min, { } max) => $"from {Number(min)} to {Number(max)}",
            ({ } min, null) => $"from {Number(min)} on",
            _ => $"up to {Number(input.Max!.Value)}",
        };
        return $"Column '{input.Name}' goes {allowed} by the schema of the pipeline, and is {Say(value)}.";
    }

    private static string NotAllowed(IReadOnlyList<string> allowed, InputColumn input, string word)
    {
        var names = allowed.Take(MostShown).Select(one => Shortened(one));
        var more = allowed.Count > MostShown ? " and more" : "";
        return $"Column '{input.Name}' is one of {string.Join(", ", names)}{more} by the schema of the pipeline, not "
            + $"'{Shortened(word)}'.";
    }

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

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
