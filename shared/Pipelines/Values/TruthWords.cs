using System.Text;

namespace Trainyard.Pipelines.Values;

/// <summary>The words for true and false, in any case: what <see cref="ValueReader"/> takes for a bit, for true or
/// false, and for yes or no.</summary>
public static class TruthWords
{
    /// <summary>What means true, in small letters.</summary>
    public static IReadOnlyList<string> True { get; } = ["true", "t", "yes", "y", "1"];

    /// <summary>Reads a text without blanks around it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out bool truth)
    {
        truth = false;
        if (ValueReader.Kind(text) is not (ValueKind.Bit or ValueKind.TrueOrFalse or ValueKind.YesOrNo))
            return false;
        foreach (var word in True)
            truth |= Ascii.EqualsIgnoreCase(text, word);
        return true;
    }
}
