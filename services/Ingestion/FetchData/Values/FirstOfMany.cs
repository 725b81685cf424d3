namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>The first of the values of a column that are alike, and how many they are.</summary>
internal sealed class FirstOfMany
{
    private (long Row, string Text, long Count)? _first;

    /// <summary>The first; null where there is none.</summary>
    public (long Row, string Text, long Count)? First => _first;

    public void Take(ReadOnlySpan<byte> text, long row, long count)
    {
        var before = _first?.Count ?? 0;
        if (_first is not { } first || row < first.Row)
            _first = (row, Shown.Kept(text), before);
        _first = _first.Value with { Count = before + count };
    }
}
