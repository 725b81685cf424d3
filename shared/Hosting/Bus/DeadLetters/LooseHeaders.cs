using System.Collections;
using System.Globalization;
using System.Text;
using MassTransit;

namespace Trainyard.Hosting.Bus.DeadLetters;

/// <summary>Headers as anybody may have written them: of any type, and twice under names that differ in case only.
/// Whoever reads them here never fails, since a message that fails its last reader would come back for ever.</summary>
internal static class LooseHeaders
{
    private const int Deepest = 4;

    /// <summary>A header as text; null where it is not there.</summary>
    public static string? Text(this Headers headers, string name)
    {
        try
        {
            return headers.TryGetHeader(name, out var value) && value is not null ? TextOf(value) : null;
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>A header as a whole number; 0 where it is not there, or is none.</summary>
    public static long Number(this Headers headers, string name) =>
        long.TryParse(headers.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    /// <summary>All headers but those left out; the values of names that differ in case only are one value, as in
    /// HTTP.</summary>
    public static IReadOnlyDictionary<string, string> Merged(this Headers headers, Predicate<string> isLeftOut)
    {
        var merged = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers.GetAll())
        {
            if (isLeftOut(name))
                continue;
            var text = value is null ? "" : TextOf(value);
            merged[name] = merged.TryGetValue(name, out var other) ? $"{other}, {text}" : text;
        }

        return merged;
    }

    private static string TextOf(object value, int depth = 0) => value switch
    {
        string text => text,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable when depth == Deepest => "...",
        IDictionary<string, object?> table => string.Join(
            ", ", table.Select(entry => $"{entry.Key}={(entry.Value is null ? "" : TextOf(entry.Value, depth + 1))}")),
        IEnumerable list => string.Join(
            ", ", list.Cast<object?>().Select(item => item is null ? "" : TextOf(item, depth + 1))),
        _ => value.ToString() ?? "",
    };
}
