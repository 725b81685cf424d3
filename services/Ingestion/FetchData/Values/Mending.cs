using System.Globalization;
using System.Text;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>The lines of a pipeline file that say how values are meant, ready to be copied.</summary>
internal static class Mending
{
    private const int Longest = 60;

    // As long as a word of a pipeline file may be, and what a finding has room for.
    private const int LongestValue = 200;
    private const int LongestLine = 1200;

    private static readonly string[] Reserved =
        ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"];

    /// <summary>What a schema says of a column.</summary>
    public static string Column(
        string column, ColumnType type, string? format = null, string? unit = null, NumberFormat? numbers = null)
    {
        var word = SnapshotTypes.Word(type);
        var rest = (format is null ? "" : $", format: {Quoted(format)}")
            + (unit is null ? "" : $", unit: {Quoted(unit)}")
            + (numbers is null ? "" : $", {Numbers(numbers)}");
        return rest.Length == 0
            ? $"{Word(column)}: {word}"
            : $"{Word(column)}: {{ type: {word}{rest} }}";
    }

    /// <summary>Whether a line may name these values: a pipeline file takes no longer ones, and no sign that nobody
    /// sees.</summary>
    public static bool CanName(IReadOnlyCollection<string> values) => values.Count > 0
        && values.Sum(value => value.Length) <= LongestLine
        && values.All(value => value.Length is > 0 and <= LongestValue
            && !value.Contains("${", StringComparison.Ordinal)
            && !value.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')));

    /// <summary>What declares words that mean that a value is missing, those that are declared already
    /// included.</summary>
    public static string Nulls(IEnumerable<string> declared, IEnumerable<string> signs) =>
        $"null_values: [{string.Join(", ", declared.Union(signs, StringComparer.Ordinal).Select(Word))}]";

    /// <summary>What declares how numbers are written.</summary>
    public static string Numbers(NumberFormat way) => way.Thousands is { } thousands
        ? $"decimal: {Quoted(way.Decimal.ToString())}, thousands: {Quoted(thousands.ToString())}"
        : $"decimal: {Quoted(way.Decimal.ToString())}";

    /// <summary>What leaves columns out.</summary>
    public static string Ignore(params IEnumerable<string> columns) =>
        $"ignore: [{string.Join(", ", columns.Select(Word))}]";

    /// <summary>A word as YAML has it.</summary>
    public static string Word(string text) =>
        text.Length is > 0 and <= Longest && char.IsAsciiLetter(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_')
        && !Reserved.Contains(text, StringComparer.OrdinalIgnoreCase)
            ? text
            : Quoted(text);

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                _ when IsUnseen(c) => quoted.Append($"\\u{(int)c:X4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsUnseen(char c) => (c != ' ' && char.IsWhiteSpace(c))
        || char.GetUnicodeCategory(c) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
