using System.Globalization;
using System.Text;

namespace Trainyard.Ingestion.FetchData.Words;

/// <summary>What makes two words look the same to a reader: case, blanks, signs that nobody sees, and the ways to
/// compose a letter.</summary>
internal static class WordForms
{
    /// <summary>What all words share that a reader takes for one. Codes of letters in both cases and digits keep
    /// theirs.</summary>
    public static string Fold(SeenWord word) =>
        IsCode(word.Composed) ? Visible(word.Composed) : Visible(word.Composed).ToUpperInvariant();

    /// <summary>In what two words differ that have the same fold.</summary>
    public static string Difference(SeenWord one, SeenWord other) =>
        one.Composed == other.Composed ? "how letters are composed (Unicode normalisation)"
        : one.Composed.Equals(other.Composed, StringComparison.OrdinalIgnoreCase) ? "case"
        : Blanks(one.Composed) == Blanks(other.Composed) ? "blanks"
        : Visible(one.Composed) == Visible(other.Composed) ? "signs that nobody sees"
        : "case, blanks or signs that nobody sees";

    /// <summary>A word with the code in the place of each sign that nobody sees, and of blanks that are more than
    /// one.</summary>
    public static string Seen(string word) => Seen(word, isPlain: false);

    /// <summary>Two words so that a reader can tell them apart.</summary>
    public static (string One, string Other) Apart(SeenWord one, SeenWord other)
    {
        var isPlain = one.Composed == other.Composed;
        return (Seen(one.Text, isPlain), Seen(other.Text, isPlain));
    }

    private static string Seen(string word, bool isPlain)
    {
        var seen = new StringBuilder(word.Length);
        var last = ' ';
        for (var i = 0; i < word.Length; i++)
        {
            var c = word[i];
            var isHidden = IsUnseen(c) || (char.IsWhiteSpace(c) && (c != ' ' || last == ' ' || i == word.Length - 1))
                || (isPlain && !char.IsAscii(c));
            _ = isHidden ? seen.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : seen.Append(c);
            last = c;
        }

        return seen.ToString();
    }

    // A letter in the front and small ones behind it are how a word begins a sentence.
    private static bool IsCode(string word) => word.Any(char.IsAsciiDigit) && word.Any(char.IsLower)
        && word.Skip(1).Any(char.IsUpper);

    private static string Visible(string word) => Blanks(string.Concat(word.Where(c => !IsUnseen(c))));

    private static string Blanks(string word) =>
        string.Join(' ', word.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsUnseen(char c) => !char.IsWhiteSpace(c)
        && (char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
            || c is >= '\uFE00' and <= '\uFE0F');
}
