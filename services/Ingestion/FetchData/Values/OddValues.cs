using System.Text;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>
/// What a column's values look like that are written in another way than is read by itself: numbers with separators or
/// with the sign of a unit, days in the order of some country. Each is held against all the ways that are known.
/// </summary>
/// <param name="declared">How the pipeline file says that numbers are written.</param>
/// <param name="iso">Days and times that are read by themselves.</param>
/// <param name="unit">What the schema says that stands beside each number.</param>
internal sealed class OddValues(NumberFormat declared, IsoDays iso, string? unit)
{
    private const double Exact = 1L << 53;
    private const int LongestDay = 40;

    /// <summary>After so many texts, hardly a number or a day among them, what begins as a word is not looked at any
    /// further, and of the others one of <see cref="EachOf"/>. Texts count, not rows: one may stand for many.</summary>
    private const int Enough = 10_000;

    private const int EachOf = 16;

    private static readonly int Iso = DayForms.All.ToList().FindIndex(form => form.Day == "yyyy-MM-dd");

    private readonly Dictionary<string, long[]> _numbers = new(StringComparer.Ordinal) { [""] = [] };
    private readonly Dictionary<string, (long Row, string Text)> _firstOf = new(StringComparer.Ordinal);
    private readonly long[] _days = new long[DayForms.All.Count];
    private readonly long[] _parts = new long[DayForms.All.Count * DayForms.Parts];
    private readonly long[] _zones = new long[DayForms.All.Count];
    private readonly byte[] _unit = Encoding.UTF8.GetBytes(unit ?? "");
    private readonly int[] _likely = [.. Enumerable.Range(0, DayForms.All.Count)];
    private int _mostLikely = DayForms.All.Count;
    private readonly FewTexts _misses = new();
    private readonly FirstOfMany _beyond = new();
    private readonly FirstOfMany _finer = new();
    private readonly Affixes _affixes = new();
    private bool _isFiner;
    private int _taken;
    private int _missed;
    private int _shapedTexts;
    private long _seen;
    private long _understood;

    /// <summary>The ways of writing numbers; those of the source come first.</summary>
    public IReadOnlyList<NumberFormat> Ways { get; } = [declared, .. NumberFormat.Usual.Where(way => way != declared)];

    /// <summary>The signs of units that numbers have.</summary>
    public IEnumerable<string> Units => _numbers.Keys.Where(unit => unit.Length > 0);

    /// <summary>Values that are days in some form.</summary>
    public long Days { get; private set; }

    /// <summary>Values that are neither a number nor a day in any of the ways that are known.</summary>
    public long Words => _seen - _understood;

    /// <summary>The first day that was in another form than all before it.</summary>
    public (long Row, string Text)? Stray { get; private set; }

    /// <summary>The first text that is neither a number nor a day in any of the ways.</summary>
    public (long Row, string Text)? Miss { get; private set; }

    /// <summary>The first text that is a day and no number.</summary>
    public (long Row, string Text)? Day { get; private set; }

    /// <summary>The first number with a sign that is none of these.</summary>
    public (long Row, string Text)? NumberOfOther(params IEnumerable<string?> units) => _firstOf
        .Where(first => !units.Contains(first.Key)).Select(first => ((long Row, string Text)?)first.Value)
        .MinBy(first => first!.Value.Row);

    /// <summary>All those texts; null where there are more than a line that names them has room for.</summary>
    public IReadOnlyList<string>? Misses => _misses.All;

    /// <summary>Texts that look like a number or a day, of a form that is not known.</summary>
    public long Shaped { get; private set; }

    /// <summary>Numbers with something around them, of so many values.</summary>
    public (long Row, string Text, long Count)? NumbersIn(long values) => _affixes.Of(values);

    /// <summary>Whether that is an estimate: not each text was looked at.</summary>
    public bool IsEstimated { get; private set; }

    /// <summary>The first of them, and what it looks like.</summary>
    public (long Row, string Text, string Like)? Shape { get; private set; }

    /// <summary>Texts that are a number or a day in one of the ways.</summary>
    public long Understood => _understood;

    /// <summary>Numbers that a number of double precision does not hold all digits of.</summary>
    public (long Row, string Text, long Count)? Beyond => _beyond.First;

    /// <summary>Days with a time that says more of a second than is read.</summary>
    public (long Row, string Text, long Count)? Finer => _finer.First;

    /// <summary>A number that is read by itself and could be another one with a point between thousands.</summary>
    public void TakeNumber(ReadOnlySpan<byte> text, long count)
    {
        for (var way = 0; way < Ways.Count; way++)
        {
            if (Ways[way].Thousands == '.' && Ways[way].TryRead(text, out _))
                CountsOf("")[way] += count;
        }
    }

    /// <summary>A text.</summary>
    public void TakeText(ReadOnlySpan<byte> text, long row, long count)
    {
        _seen += count;
        if (++_taken > Enough && _understood * 20 < _seen && Miss is not null && BeginsAsWord(text))
        {
            _misses.Take(text);
            return;
        }

        if (text.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0
            && (TakeAsNumber(text, row, count) || TakeAsDay(text, row, count)))
            _understood += count;
        else
            TakeMiss(text, row, count);
    }

    private void TakeMiss(ReadOnlySpan<byte> text, long row, long count)
    {
        if (Miss is not { } miss || row < miss.Row)
            Miss = (row, Shown.Kept(text));
        _misses.Take(text);
        var weight = 1;
        if (++_missed > Enough && 2 * _shapedTexts < _missed)
        {
            IsEstimated = true;
            if (_missed % EachOf != 0)
                return;
            weight = EachOf;
        }

        if (ValueShape.Of(text, out var plain) is not { } shape)
        {
            if (plain is not null)
                _affixes.Take(plain, row, weight * count);
            return;
        }

        _shapedTexts += weight;
        Shaped += weight * count;
        if (Shape is not { } first || row < first.Row)
            Shape = (row, Shown.Kept(text), shape);
    }

    /// <summary>Whether a way reads every number that needs no option.</summary>
    public static bool Reads(NumberFormat way) => way is { Decimal: '.', Thousands: not '.' };

    /// <summary>How many values a way reads, of those with the sign of a unit or without any.</summary>
    public long CountOf(int way, string unit) => _numbers.TryGetValue(unit, out var counts) && counts.Length > 0
        ? counts[way]
        : 0;

    /// <summary>The forms that read the most days.</summary>
    public (DayForm[] Forms, long Count) BestDays()
    {
        var most = Enumerable.Range(0, _days.Length).Max(DaysOf);
        return most == 0 ? ([], 0) : ([.. DayForms.All.Where((_, i) => DaysOf(i) == most)], most);
    }

    /// <summary>Whether the days that are read by themselves are of the best form, too.</summary>
    public bool HasIso => iso.Count > 0 && BestDays().Forms is [var best] && best == DayForms.All[Iso];

    /// <summary>The form as all of its values have it, and whether some have a zone and some none.</summary>
    public (string Pattern, bool MixesZones, bool HasTime) Written(DayForm form)
    {
        var i = DayForms.All.ToList().IndexOf(form);
        var parts = _parts.AsSpan(i * DayForms.Parts, DayForms.Parts).ToArray();
        var (days, zones) = (DaysOf(i), _zones[i]);
        if (days > _days[i])
        {
            zones += iso.Zoned;
            for (var part = 0; part < parts.Length; part++)
                parts[part] += iso.Parts[part];
        }

        return (form.Pattern(days, parts), zones > 0 && zones < days, form.HasTime(parts));
    }

    private long DaysOf(int form) => _days[form] + (form == Iso && _days[form] > 0 ? iso.Count : 0);

    // Days begin with letters where their month does, and numbers where a sign of money does.
    private static bool BeginsAsWord(ReadOnlySpan<byte> text) => text is [var first, ..] && !text.Contains((byte)'$')
        && (first | 0x20) is >= 'a' and <= 'z' && (text.Length > LongestDay || text.IndexOfAny(" -"u8) < 0);

    private bool TakeAsNumber(ReadOnlySpan<byte> text, long row, long count)
    {
        var sign = unit is not null && NumberUnits.Has(text, _unit) ? unit
            : text[0] is >= (byte)'0' and <= (byte)'9' && text[^1] is >= (byte)'0' and <= (byte)'9' ? ""
            : NumberUnits.Of(text) ?? "";
        long[]? counts = null;
        var isBeyond = false;
        for (var way = 0; way < Ways.Count; way++)
        {
            var format = sign.Length == 0 ? Ways[way] : Ways[way] with { Unit = sign };
            if (!format.TryRead(text, out var number))
                continue;
            (counts ??= CountsOf(sign))[way] += count;
            isBeyond |= (Math.Abs(number) >= Exact && Digits(text) >= 16) || LostDigits.In(text, number);
        }

        if (counts is not null && (!_firstOf.TryGetValue(sign, out var first) || row < first.Row))
            _firstOf[sign] = (row, Shown.Kept(text));
        if (isBeyond)
            _beyond.Take(text, row, count);
        return counts is not null;
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var digits = 0;
        foreach (var c in text)
            digits += c is >= (byte)'0' and <= (byte)'9' ? 1 : 0;
        return digits;
    }

    private long[] CountsOf(string unit)
    {
        if (!_numbers.TryGetValue(unit, out var counts) || counts.Length == 0)
            _numbers[unit] = counts = new long[Ways.Count];
        return counts;
    }

    // Once some days were seen, the forms that fitted all of them come first, and mostly one of them fits.
    private bool TakeAsDay(ReadOnlySpan<byte> text, long row, long count)
    {
        var fits = TakeAsDay(text, count, 0, _mostLikely);
        if (fits == 0)
        {
            fits = TakeAsDay(text, count, _mostLikely, _likely.Length);
            if (fits == 0)
                return false;
            if (Days > 0)
                Stray ??= (row, Shown.Kept(text));
            _mostLikely = _likely.Length;
            TakeDay(text, row, count);
            return true;
        }

        TakeDay(text, row, count);
        if (fits < _mostLikely && Stray is null)
        {
            Array.Sort(_likely, (a, b) => _days[a] != _days[b] ? _days[b].CompareTo(_days[a]) : a.CompareTo(b));
            _mostLikely = fits;
        }

        return true;
    }

    private void TakeDay(ReadOnlySpan<byte> text, long row, long count)
    {
        Days += count;
        if (_isFiner)
            _finer.Take(text, row, count);
        if (Day is not { } first || row < first.Row)
            Day = (row, Shown.Kept(text));
    }

    private int TakeAsDay(ReadOnlySpan<byte> text, long count, int from, int to)
    {
        var fits = 0;
        _isFiner = false;
        for (var at = from; at < to; at++)
        {
            var form = _likely[at];
            if (!DayForms.All[form].Format.TryRead(text, out _, out var parts, out var hasZone))
                continue;
            fits++;
            _isFiner |= (parts & (1 << DayForm.Fraction)) != 0 && DayForms.All[form].Format.IsFiner(text);
            _days[form] += count;
            _zones[form] += hasZone ? count : 0;
            for (var part = 0; parts != 0; part++, parts >>= 1)
            {
                if ((parts & 1) != 0)
                    _parts[(form * DayForms.Parts) + part] += count;
            }
        }

        return fits;
    }
}
