using System.Text;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>Texts that a line may have to name: the first different ones.</summary>
internal sealed class FewTexts
{
    /// <summary>A pipeline file may name none that is longer.</summary>
    private const int Longest = 800;

    private readonly List<byte[]> _texts = [];

    /// <summary>All of them; null where there are more than a line that names them has room for.</summary>
    public IReadOnlyList<string>? All => IsMore ? null : _texts.ConvertAll(Encoding.UTF8.GetString);

    /// <summary>Whether there are more.</summary>
    public bool IsMore { get; private set; }

    public void Take(ReadOnlySpan<byte> text)
    {
        if (IsMore)
            return;
        foreach (var known in _texts)
        {
            if (text.SequenceEqual(known))
                return;
        }

        IsMore = _texts.Count == ColumnProfile.MostSigns || text.Length > Longest;
        if (!IsMore)
            _texts.Add(text.ToArray());
    }
}
