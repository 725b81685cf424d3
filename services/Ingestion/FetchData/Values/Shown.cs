using System.Text;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>
/// Values of a source as a finding shows them: at most 60 characters, nothing that a terminal would act on.
/// </summary>
internal static class Shown
{
    public const int Longest = 60;

    public static string Value(ReadOnlySpan<byte> text) =>
        Value(Encoding.UTF8.GetString(text.Length > 8 * Longest ? text[..(8 * Longest)] : text));

    public static string Value(string text)
    {
        var shown = new StringBuilder(Longest);
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= Longest - 1 && text.Length > Longest)
                return shown.Append('…').ToString();
            _ = shown.Append(Rune.IsControl(rune) ? "·" : rune.ToString());
        }

        return shown.ToString();
    }
}
