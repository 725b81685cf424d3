using System.Globalization;
using System.Text.RegularExpressions;

namespace Trainyard.Pipelines.Yaml;

/// <summary>
/// Numbers as YAML's core schema and JSON Schema have them: no separators, no infinity, no other bases.
/// </summary>
internal static partial class NumberText
{
    /// <summary>Whether a plain value is a number.</summary>
    public static bool IsNumber(string text) => Number().IsMatch(text);

    /// <summary>Reads a finite number.</summary>
    public static bool TryParse(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
        && IsNumber(text) && double.IsFinite(number);

    /// <summary>Reads a number, or a percentage as its hundredth.</summary>
    public static bool TryParseShare(string text, out double share)
    {
        if (!text.EndsWith('%')) return TryParse(text, out share);
        if (!TryParse(text[..^1].TrimEnd(), out share)) return false;

        // Through decimal where it fits, so that 7% is 0.07 and not 0.07 less a rounding error.
        share = Math.Abs(share) < 1e15 ? (double)((decimal)share / 100) : share / 100;
        return true;
    }

    /// <summary>A number for a message, with separators.</summary>
    public static string Show(double number) => Math.Abs(number) is >= 1e-9 and < 1e15 or 0
        ? number.ToString("#,0.############", CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Number();
}
