using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>
/// Which kinds of value a column of texts holds, and where each kind came first. All rows count, no sample.
/// </summary>
internal sealed partial class ColumnProfile(string name, ColumnDefinition? declared, ReadingRules rules)
{
    private const long Exact = 1L << 53;
    public const int MostSigns = 20;

    /// <summary>After so many words, and more of them than of all else, another word is counted and not looked
    /// at.</summary>
    private const long ManyWords = 1000;

    /// <summary>How many texts there are between two looks whether the column is one of words.</summary>
    private const int TextsALook = 256;

    private static readonly TimeFormat Swapped = Form("yyyy-dd-MM");

    /// <summary>Digits that a telephone number has at least, where it begins with the code of a country.</summary>
    private const int LeastTelephone = 7;

    private static readonly int Kinds = Enum.GetValues<ValueKind>().Length;

    private readonly long[] _counts = new long[Kinds];
    private readonly long[] _firstRows = new long[Kinds];
    private readonly string[] _firstTexts = new string[Kinds];
    private readonly IsoDays _iso = new();
    private readonly FewTexts _impossible = new();
    private readonly FewTexts _likeNulls = new();
    private readonly FirstOfMany _likeNull = new();
    private readonly FirstOfMany _beyond = new();
    private readonly FirstOfMany _vanishing = new();
    private readonly FirstOfMany _finer = new();
    private readonly FirstOfMany _quoted = new();
    private readonly NullNumbers _nulls = new(rules);
    private readonly List<string> _signs = [];
    private readonly LoneGroups _groups = new(declared?.Numbers is null ? rules.Numbers : NumberFormat.Plain);
    private readonly TimeFormat? _format = FormatOf(declared);

    // A column that will be text whatever else comes needs no look at its values.
    private readonly bool _settled = declared?.Type is ColumnType.Text or ColumnType.Category;
    private long _swapped;
    private long _telephones;
    private bool _isOfWords;
    private int _texts;

    public string Name { get; } = name;

    /// <summary>What the file calls it, where that is not what the snapshot does.</summary>
    public string SourceName { get; init; } = name;

    /// <summary>The file gives it no name.</summary>
    public bool IsUnnamed { get; init; }

    /// <summary>Where it stands in the file, from 0.</summary>
    public int Place { get; init; }

    public ColumnType? Declared => declared?.Type;

    public ColumnDefinition? Definition => declared;

    public ReadingRules Rules => rules;

    public TimeFormat? Format => _format;

    /// <summary>Some value has blanks around it.</summary>
    public bool Padded { get; private set; }

    /// <summary>The SQL of a value as it was read.</summary>
    public string Raw { get => field ?? Sql.Name(SourceName); init; }

    /// <summary>Nobody looked whether values have blanks around them.</summary>
    public bool MayBePadded { init => Padded = value; }

    /// <summary>Some time needs another form before DuckDB reads it.</summary>
    public bool UnusualTime { get; private set; }

    /// <summary>Times of the declared form that have a zone.</summary>
    public long Zoned { get; private set; }

    /// <summary>Values that the file itself says are texts, but read like something else.</summary>
    public long Quoted { get; private set; }

    /// <summary>Values that the file itself says are no texts.</summary>
    public long Bare { get; private set; }

    /// <summary>Those of them that are numbers with a point.</summary>
    public long BarePoints { get; private set; }

    /// <summary>All values that are there.</summary>
    public long Total => _counts.Sum();

    /// <summary>Common signs of a missing value, as they are written.</summary>
    public IReadOnlyList<string> Signs => _signs;

    public OddValues? Odd { get; private set; }

    /// <summary>Its words.</summary>
    public HeldTexts Held { get; } = new();

    /// <summary>Numbers of which it is not seen whether the sign in them stands between thousands, where the source
    /// says so and not the column itself.</summary>
    public (long Row, string Text, long Count)? LoneGroups => _groups.First;

    /// <summary>The digits of its whole numbers, at least and at most.</summary>
    public (int Least, int Most) Digits { get; private set; } = (int.MaxValue, 0);

    /// <summary>Numbers that a number of double precision does not hold all digits of.</summary>
    public (long Row, string Text, long Count)? Beyond => _beyond.First;

    /// <summary>Numbers that become zero and are none.</summary>
    public (long Row, string Text, long Count)? Vanishing => _vanishing.First;

    /// <summary>Times that say more of a second than is read.</summary>
    public (long Row, string Text, long Count)? Finer => _finer.First ?? Odd?.Finer;

    /// <summary>Texts of a format that tells them from numbers, but for signs of a missing value.</summary>
    public (long Row, string Text, long Count)? FirstQuoted => _quoted.First;

    /// <summary>Numbers that mean that a value is missing, but are written in another way than
    /// <c>null_values</c>.</summary>
    public (long Row, string Text, long Count)? LikeNull => _likeNull.First;

    /// <summary>All the texts of <see cref="LikeNull"/>; null where they are many.</summary>
    public IReadOnlyList<string>? LikeNulls => _likeNulls.All;

    /// <summary>All days and times that no calendar has; null where they are many.</summary>
    public IReadOnlyList<string>? Impossible => _impossible.All;

    /// <summary>Whole numbers that are days or times without separators.</summary>
    public CompactTimes Compact { get; } = new();

    /// <summary>Whether all values begin with a plus and are as long as telephone numbers.</summary>
    public bool AreTelephones => _telephones > 0 && _telephones == Total;

    /// <summary>Whether all values are days if the day comes before the month, as in 2022-22-03.</summary>
    public bool IsSwapped => _swapped > 0 && _swapped == Total;

    /// <summary>The first value that is no column's: an object, an array, bytes.</summary>
    public (string Where, long? Row, string What)? Unreadable { get; private set; }

    public void Add(ReadOnlySpan<byte> text, long row, long count = 1, bool quoted = false)
    {
        if (_settled)
        {
            var may = Blanks.MayBeAround(text);
            Padded |= rules.Trims && may;
            Held.Take(may && rules.Trims ? Blanks.Trim(text) : text, count);
            return;
        }

        var isPadded = Blanks.MayBeAround(text);
        if (_isOfWords && !isPadded && IsPlainWord(text) && row > _firstRows[(int)ValueKind.Text])
        {
            _counts[(int)ValueKind.Text] += count;
            Held.Take(text, count);
            return;
        }

        var trimmed = text;
        if (isPadded)
        {
            trimmed = Blanks.Trim(text);
            Padded |= trimmed.Length < text.Length;
        }

        var hasZone = false;
        var kind = _format is null ? ValueReader.Kind(trimmed)
            : _format.TryRead(trimmed, out _, out _, out hasZone) ? ValueKind.Timestamp
            : ValueReader.Kind(trimmed) is ValueKind.Sign ? ValueKind.Sign
            : ValueKind.Text;
        if (_counts[(int)kind] == 0 || row < _firstRows[(int)kind])
        {
            _firstRows[(int)kind] = row;
            _firstTexts[(int)kind] = Shown.Kept(text);
        }

        _counts[(int)kind] += count;
        if (kind > ValueKind.Number && kind is not (ValueKind.Date or ValueKind.Timestamp or ValueKind.ZonedTimestamp))
            Held.Take(rules.Trims ? trimmed : text, count);
        Zoned += hasZone && kind is ValueKind.Timestamp ? count : 0;
        if (quoted && kind is not (ValueKind.Text or ValueKind.Sign))
            Quoted += count;
        if (quoted && rules.Says is TextsAre.TextsOrDays && kind is not ValueKind.Sign)
            _quoted.Take(text, row, count);
        if (kind is ValueKind.Timestamp or ValueKind.ZonedTimestamp
            && (_format?.IsFiner(trimmed) ?? TimeReader.IsFiner(trimmed)))
            _finer.Take(trimmed, row, count);
        var isBare = !quoted && rules.Says is TextsAre.TextsOrDays;
        Bare += isBare ? count : 0;
        BarePoints += isBare && (kind is ValueKind.Number or ValueKind.Whole) ? count : 0;
        if (_format is null)
            LookCloser(kind, trimmed, row, count, isBare);
        else if (_format.IsEpoch)
            Digits = (Math.Min(Digits.Least, trimmed.Length), Math.Max(Digits.Most, trimmed.Length));
    }

    /// <summary>There is a value that is missing, and blanks where it would be.</summary>
    public void TakeBlanks() => Padded = true;

    /// <summary>The value can't be one of a column, and the column only be left out.</summary>
    public void Refuse(string where, long? row, string what) => Unreadable ??= (where, row, what);

    public bool Has(ValueKind kind) => _counts[(int)kind] > 0;

    public long Count(params ReadOnlySpan<ValueKind> kinds)
    {
        long among = 0;
        foreach (var kind in kinds)
            among += _counts[(int)kind];
        return among;
    }

    /// <summary>Whether the column holds something, and nothing but these kinds.</summary>
    public bool IsAll(params ReadOnlySpan<ValueKind> kinds) => Count(kinds) is var among && among > 0 && among == Total;

    /// <summary>The first value of one of these kinds, and how many of them there are.</summary>
    public (long Row, string Text, long Count)? First(params ReadOnlySpan<ValueKind> kinds)
    {
        (long Row, string Text, long Count)? first = null;
        foreach (var kind in kinds)
        {
            if (Has(kind) && (first is null || _firstRows[(int)kind] < first.Value.Row))
                first = (_firstRows[(int)kind], _firstTexts[(int)kind], 0);
        }

        return first is null ? null : first.Value with { Count = Count(kinds) };
    }

    private static TimeFormat Form(string pattern) => TimeFormat.TryParse(pattern, out var format, out _)
        ? format
        : throw new InvalidOperationException("No form.");

    private static TimeFormat? FormatOf(ColumnDefinition? declared) =>
        declared?.Format is { } form && TimeFormat.TryParse(form, out var format, out _) ? format : null;
}
