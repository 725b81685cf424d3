using static Trainyard.Pipelines.Values.DayForm;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>Days and times of a column that are read by themselves, counted as the form is that others of the column
/// may need, which have numbers of one digit.</summary>
internal sealed class IsoDays
{
    private readonly long[] _parts = new long[DayForms.Parts];

    /// <summary>All of them.</summary>
    public long Count { get; private set; }

    /// <summary>Those with a zone.</summary>
    public long Zoned { get; private set; }

    /// <summary>In how many of them each part of a form was.</summary>
    public ReadOnlySpan<long> Parts => _parts;

    /// <summary>A day or time.</summary>
    public void Take(ReadOnlySpan<byte> text, ValueKind kind, long count)
    {
        const int day = 10, minute = 16, second = 19;
        Count += count;
        if (kind is ValueKind.Date)
            return;
        _parts[Time] += count;
        _parts[text[day] == ' ' ? Blank : T] += count;
        if (text.Length > minute && text[minute] == ':')
        {
            _parts[Seconds] += count;
            _parts[Fraction] += text.Length > second && text[second] == '.' ? count : 0;
        }

        if (kind is not ValueKind.ZonedTimestamp)
            return;
        _parts[Zone] += count;
        Zoned += count;
    }
}
