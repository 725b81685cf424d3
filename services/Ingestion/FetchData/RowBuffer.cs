using System.Text;

namespace Trainyard.Ingestion.FetchData;

/// <summary>
/// A window on a file that always holds the row at hand whole, up to <see cref="SourceLimits.Row"/> bytes.
/// </summary>
internal sealed class RowBuffer
{
    private const int Least = 1 << 20;
    private readonly Stream _file;
    private byte[] _bytes = new byte[Least];
    private int _from;
    private int _to;

    public RowBuffer(Stream file)
    {
        _file = file;
        _ = Refill();
        if (Rest.StartsWith("\uFEFF"u8))
            Advance(Skipped = 3);
    }

    /// <summary>Bytes before the first row: a mark of the encoding.</summary>
    public int Skipped { get; }

    /// <summary>The end of the file is in the window.</summary>
    public bool IsLast { get; private set; }

    /// <summary>Nothing is left.</summary>
    public bool Ended => IsLast && _from == _to;

    /// <summary>Some byte until now was not ASCII.</summary>
    public bool MayHaveBadText { get; private set; }

    /// <summary>Some byte until now was 0.</summary>
    public bool MayHaveNul { get; private set; }

    public ReadOnlySpan<byte> Rest => _bytes.AsSpan(_from, _to - _from);

    public void Advance(int count) => _from += count;

    /// <summary>Reads on behind what is left; false when a row is longer than allowed.</summary>
    public bool Refill()
    {
        if (_from == 0 && _to == _bytes.Length)
        {
            if (_bytes.Length > SourceLimits.Row)
                return false;
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        Rest.CopyTo(_bytes);
        (_from, _to) = (0, _to - _from);
        var read = _file.ReadAtLeast(_bytes.AsSpan(_to), _bytes.Length - _to, throwOnEndOfStream: false);
        var news = _bytes.AsSpan(_to, read);
        MayHaveBadText |= !Ascii.IsValid(news);
        MayHaveNul |= news.Contains((byte)0);
        _to += read;
        IsLast = _to < _bytes.Length;
        return true;
    }
}
