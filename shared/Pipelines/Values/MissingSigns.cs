using System.Text;

namespace Trainyard.Pipelines.Values;

/// <summary>
/// The words with which tables commonly say that a value is missing: those of pandas, R, SQL and spreadsheets, and what
/// people write by hand. They are offered, never guessed: some of them may be words of the data.
/// </summary>
public static class MissingSigns
{
    private static readonly string[] Words =
    [
        "NA", "N/A", "#N/A", "#NA", "#N/A N/A", "<NA>", "n.a.", "n.a", "N.A", "[NA]", "(NA)", "NaN", "-NaN", "+NaN",
        "NaT",
        "NULL", "(null)", "[null]", "<null>", "\\N", "None", "<none>", "(none)", "nil", "undefined", "undef",
        "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN", "1.#INF", "-1.#INF",
        "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#ERROR!", "#SPILL!", "#CALC!",
        "Err:502", "Err:508",
        "-", "--", "---", "?", "??", "???", ".", "..", "...", "*", "**", "#", "–", "—", "−", "…",
        "missing", "unknown", "unk", "empty", "blank", "(blank)", "(empty)", "void", "not available", "not applicable",
        "not known", "no data", "nodata", "no value", "n/d", "nd", "n.d.", "tbd", "k.A.", "na()", "error",
    ];

    private static readonly byte[][][] ByLength = Sort();
    private static readonly bool[] Begins = Beginnings();

    /// <summary>Whether a text, without blanks around it, is one of them, in whatever case.</summary>
    public static bool Contains(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length >= ByLength.Length || !Begins[text[0]])
            return false;
        foreach (var word in ByLength[text.Length])
        {
            // Of letters the bit that is their case is left out; of what else is there it is looked at below.
            if (((word[0] ^ text[0]) & 0xDF) == 0 && IsSame(text, word))
                return true;
        }

        return false;
    }

    private static bool IsSame(ReadOnlySpan<byte> text, byte[] word) =>
        text.SequenceEqual(word) || Ascii.EqualsIgnoreCase(text, word);

    private static bool[] Beginnings()
    {
        var begins = new bool[256];
        foreach (var word in Words)
        {
            var first = Encoding.UTF8.GetBytes(word)[0];
            begins[first] = true;
            if (char.IsAsciiLetter((char)first))
                begins[first ^ 0x20] = true;
        }

        return begins;
    }

    private static byte[][][] Sort()
    {
        var all = Words.Select(Encoding.UTF8.GetBytes).ToLookup(word => word.Length);
        return [.. Enumerable.Range(0, all.Max(words => words.Key) + 1).Select(length => all[length].ToArray())];
    }
}
