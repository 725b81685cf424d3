using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>How often the words of a column come, so that a line which makes one of them missing can say where else it
/// does so. Long words, and those that come late among many, are not counted; signs of a missing value are.</summary>
internal sealed class HeldTexts
{
    private const int Longest = 40;
    private const int Most = 40;

    /// <summary>Values that are looked at.</summary>
    private const int Enough = 100_000;

    private readonly Dictionary<byte[], long> _counts = new(Bytes.Same);
    private int _taken;

    /// <summary>Whether there are values that were not looked at.</summary>
    public bool IsPart { get; private set; }

    /// <summary>A word without blanks around it.</summary>
    public void Take(ReadOnlySpan<byte> text, long count)
    {
        IsPart |= _taken == Enough;
        if (IsPart || text.Length > Longest)
            return;
        _taken++;
        var counts = _counts.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (counts.TryGetValue(text, out var before))
            counts[text] = before + count;
        else if (_counts.Count < Most
            || (_counts.Count < Most + ColumnProfile.MostSigns && MissingSigns.Contains(text)))
            counts[text] = count;
    }

    /// <summary>How many values are one of these words.</summary>
    public long Count(IEnumerable<string> texts) =>
        texts.Sum(text => _counts.GetValueOrDefault(Encoding.UTF8.GetBytes(text)));

    private sealed class Bytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Bytes Same = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
