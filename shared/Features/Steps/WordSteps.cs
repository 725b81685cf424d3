using System.Text;

namespace Trainyard.Features.Steps;

/// <summary><c>code</c>: the place of the word in a list; unknown words and missing ones are missing.</summary>
/// <param name="Words">The words of the training part, the most frequent first, equally frequent ones in ordinal
/// order.</param>
internal sealed record Code(IReadOnlyList<string> Words) : WordStep
{
    private readonly Dictionary<string, int> _places = Places.Of(Words);

    public override double Of(string? word) =>
        word is not null && _places.TryGetValue(word, out var place) ? place : double.NaN;
}

/// <summary><c>rank</c>: the place of the word in an order that means something; unknown words are missing.</summary>
/// <param name="Words">The words from lowest to highest.</param>
internal sealed record Rank(IReadOnlyList<string> Words) : WordStep
{
    private readonly Dictionary<string, int> _places = Places.Of(Words);

    public override double Of(string? word) =>
        word is not null && _places.TryGetValue(word, out var place) ? place : double.NaN;
}

/// <summary><c>is_word</c>: 1 for one word, 0 for all others, unknown and missing ones included.</summary>
/// <param name="Word">The word.</param>
internal sealed record IsWord(string Word) : WordStep
{
    public override double Of(string? word) => string.Equals(word, Word, StringComparison.Ordinal) ? 1 : 0;
}

/// <summary><c>hash</c>: the bucket of the word; missing stays missing.</summary>
/// <param name="Buckets">How many buckets.</param>
internal sealed record Hash(int Buckets) : WordStep
{
    public override double Of(string? word) => word is null ? double.NaN : Fnv1A(word) % (uint)Buckets;

    // FNV-1a, 64 bits, over UTF-8 (Fowler, Noll, Vo; RFC 9923): the same everywhere and for ever, unlike GetHashCode.
    private static ulong Fnv1A(string word)
    {
        Span<byte> small = stackalloc byte[256];
        var bytes = Encoding.UTF8.GetMaxByteCount(word.Length) <= small.Length
            ? small[..Encoding.UTF8.GetBytes(word, small)]
            : Encoding.UTF8.GetBytes(word);
        var hash = 14695981039346656037;
        foreach (var b in bytes)
            hash = (hash ^ b) * 1099511628211;
        return hash;
    }
}

/// <summary>
/// <c>target_mean</c>: the mean of the target over the training rows of the word, shrunk towards the mean of all
/// (Micci-Barreca 2001, as the m-estimate); unknown words and missing ones get the mean of all.
/// </summary>
/// <param name="Mean">The mean of the target over all training rows.</param>
/// <param name="Means">The shrunken mean of each word, words in ordinal order.</param>
internal sealed record MeanOfTarget(double Mean, IReadOnlyDictionary<string, double> Means) : WordStep
{
    private readonly Dictionary<string, double> _means = new(Means, StringComparer.Ordinal);

    public override double Of(string? word) => word is not null && _means.TryGetValue(word, out var mean) ? mean : Mean;
}

internal static class Places
{
    public static Dictionary<string, int> Of(IReadOnlyList<string> words)
    {
        var places = new Dictionary<string, int>(words.Count, StringComparer.Ordinal);
        for (var place = 0; place < words.Count; place++)
        {
            if (!places.TryAdd(words[place], place))
                throw new InvalidDataException($"The word '{words[place]}' stands in a list of words twice.");
        }
        return places;
    }
}
