using System.Text;
using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Pipelines.Values;

namespace Trainyard.Ingestion.FetchData.Words;

/// <summary>Which words of a column rather say that a value is missing.</summary>
internal static class MissingWords
{
    private static readonly string[][] Pairs =
    [
        ["yes", "no"], ["y", "n"], ["true", "false"], ["t", "f"], ["male", "female"], ["m", "f"], ["on", "off"],
    ];

    // Nobody calls anything so.
    private static readonly string[] OfPrograms = ["null", "nan", "nat", "undefined"];

    /// <summary>The signs among the words that are odd beside the others, and these; none where the others show
    /// nothing, or are no words: of such a column it is said where its type is looked for.</summary>
    public static (IReadOnlyList<SeenWord> Signs, IReadOnlyList<SeenWord> Others) Of(IReadOnlyList<SeenWord> words)
    {
        var signs = words.Where(word => IsSign(word.Text)).ToList();
        var others = words.Except(signs).ToList();
        if (signs.Count == 0 || others.Count == 0)
            return (signs, others);
        if (others.Any(word => !char.IsLetter(word.Text[0]))
            || others.Exists(word => ValueReader.Kind(Encoding.UTF8.GetBytes(word.Text)) is ValueKind.TrueOrFalse))
            return ([], others);
        return (Pairs.Any(pair => others.All(word => pair.Contains(word.Text, StringComparer.OrdinalIgnoreCase)))
            ? signs
            : [.. signs.Where(word => IsSure(word.Text.Trim()))], others);
    }

    private static bool IsSign(string word) => MissingSigns.Contains(Encoding.UTF8.GetBytes(word.Trim()));

    // What is made of letters may be a word of the data: NA is a part of the world, and none an answer.
    private static bool IsSure(string sign) => sign.Any(c => !char.IsLetter(c) && c != ' ')
        || OfPrograms.Contains(sign, StringComparer.OrdinalIgnoreCase);
}
