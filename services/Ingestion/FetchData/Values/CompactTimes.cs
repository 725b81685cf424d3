namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>Whole numbers that are days or times without separators, such as 20230328 and 28032023.</summary>
internal sealed class CompactTimes
{
    // 1900 to 2099: other numbers of eight digits are no years at their end by chance.
    private const int FirstCentury = 19, LastCentury = 20;

    private static readonly TimeFormat[] Days = [Form("yyyyMMdd"), Form("ddMMyyyy"), Form("MMddyyyy")];
    private static readonly TimeFormat Time = Form("yyyyMMddHHmmss");

    private readonly long[] _days = new long[Days.Length];
    private long _times;

    public void Take(ReadOnlySpan<byte> text, long count)
    {
        if (text.Length == 14 && Time.TryRead(text, out _))
            _times += count;
        if (text.Length != 8)
            return;
        for (var form = 0; form < Days.Length; form++)
        {
            if (Days[form].TryRead(text, out _) && (form == 0 || IsYear(text)))
                _days[form] += count;
        }
    }

    /// <summary>The forms of days that so many values have, or else the one of times.</summary>
    public IReadOnlyList<string> Forms(long values) => values == 0 ? []
        : _times == values ? [Time.Pattern]
        : [.. Days.Where((_, form) => _days[form] == values).Select(day => day.Pattern)];

    private static bool IsYear(ReadOnlySpan<byte> text) =>
        ((text[4] - '0') * 10) + text[5] - '0' is FirstCentury or LastCentury;

    private static TimeFormat Form(string pattern) => TimeFormat.TryParse(pattern, out var format, out _)
        ? format
        : throw new InvalidOperationException("No form.");
}
