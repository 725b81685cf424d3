namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>
/// Numbers of a column that have one separator and three digits behind it, where the source declares that sign to stand
/// between thousands: 40.876 is 40876 then. Whether that is meant, other values of the column show, or none does.
/// </summary>
internal sealed class LoneGroups(NumberFormat numbers)
{
    private readonly byte _thousands = (byte)(numbers.Thousands is ',' or '.' ? numbers.Thousands.Value : 0);
    private bool _isShown;
    private (long Row, string Text, long Count)? _first;

    /// <summary>The first of them and how many there are; null where there is none, or another value shows that the
    /// sign stands between thousands.</summary>
    public (long Row, string Text, long Count)? First => _isShown ? null : _first;

    public void Take(ReadOnlySpan<byte> text, long row, long count)
    {
        if (_isShown || _thousands == 0)
            return;
        var groups = text.Count(_thousands);
        var hasFraction = text.Contains((byte)numbers.Decimal);
        if ((groups == 0 && !hasFraction) || !numbers.TryRead(text, out _))
            return;
        _isShown = hasFraction || groups > 1;
        if (_first is not { } first || row < first.Row)
            _first = (row, Shown.Kept(text), _first?.Count ?? 0);
        _first = _first.Value with { Count = _first.Value.Count + count };
    }
}
