using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>What a text looks like that nobody reads: a number or a day to whoever sees it, and no code, for which
/// digits are a name.</summary>
internal static partial class ValueShape
{
    private const int Longest = 60;

    // Of these alone no number and no day is made.
    private static readonly SearchValues<byte> Letters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz -_.,&/"u8);

    /// <summary>What it looks like: words for a sentence; null where it is a word or a code.</summary>
    /// <param name="text">The text, without blanks around it.</param>
    /// <param name="plain">The text in signs of ASCII where there are any; null where no number is in it.</param>
    public static string? Of(ReadOnlySpan<byte> text, out string? plain)
    {
        plain = null;
        if (text.Length > Longest
            || text.IndexOfAnyExcept(Letters) < 0)
            return null;
        var written = Encoding.UTF8.GetString(text);
        plain = Blanks.Trim(string.Concat(written.EnumerateRunes().Select(Plain)));
        if (plain != written && IsRead(Encoding.UTF8.GetBytes(plain)))
            return "a number or day in other signs than 0 to 9";
        return Grouped().IsMatch(plain) ? "a number with signs between its digits"
            : Unit().IsMatch(plain) ? Decade().IsMatch(plain) ? null : "a number with a unit"
            : Money().IsMatch(plain) ? "a number with a sign of money"
            : Signed().IsMatch(plain) ? "a number with a sign of its own"
            : Inexact().IsMatch(plain) ? "a number and how exact it is"
            : Power().IsMatch(plain) ? "a number with a power of ten"
            : Position().IsMatch(plain) ? "a position"
            : Feet().IsMatch(plain) ? "a length in feet and inches"
            : Clock().IsMatch(plain) || Age().IsMatch(plain) ? "a time of day or a duration"
            : YearFirst().IsMatch(plain) || YearLast().IsMatch(plain) || Period().IsMatch(plain)
                || TimeFirst().IsMatch(plain) || DayOfYear().IsMatch(plain)
                || (HasMonth().IsMatch(plain) && Named().IsMatch(plain)) || Foreign().IsMatch(plain)
                ? "a day or time"
            : Ratio().IsMatch(plain) ? "a fraction or a ratio"
            : null;
    }

    /// <summary>A sign as it stands in ASCII, where there is one that means the same: digits of all scripts, and the
    /// signs of full width.</summary>
    private static string Plain(Rune sign) =>
        Rune.IsDigit(sign) ? ((int)Rune.GetNumericValue(sign)).ToString(CultureInfo.InvariantCulture)
        : sign.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(sign.Value - 0xFEE0).ToString()
        : sign.ToString();

    private static bool IsRead(ReadOnlySpan<byte> text) => ValueReader.Kind(text) is ValueKind.Bit or ValueKind.Integer
        or ValueKind.Whole or ValueKind.Number or ValueKind.Date or ValueKind.Timestamp or ValueKind.ZonedTimestamp;

    // 44,95,224 and 1_234.5
    [GeneratedRegex(@"^[-+−–]?[1-9]\d{0,2}(?:(?:,\d{2,3})*,\d{3}|(?:_\d{3})+)(?:\.\d+)?$")]
    private static partial Regex Grouped();

    // 5.2 kg, 3 days, 7k, 12‰; not 12A, 4b or 1.0rc, which are codes. No number with a unit begins with zeros.
    [GeneratedRegex(@"^[-+−–~<>≈]?(?:0|[1-9]\d*|0?(?=[.,]\d))(?:,\d{3})*(?:[.,]\d+)?(?:\s?(?:"
        + @"[kKMGT]?(?:Wh?|Hz|[Bb](?:ps|ytes?)|iB)|k|K|M|[KMGT]B|[bm]n|[kmµ]?g|lbs?|oz"
        + @"|[kcmµn]?m[²³23]?|mi|mph|ft|in|[mc]?l|L|m?s|secs?|mins?|h|hrs?|"
        + @"hours?|days?|weeks?|months?|years?|yrs?|pct|px|k?cal|[kM]?J|[kh]?Pa|psi|bar|rpm|k[mp]h|km/h|m/s|mV|kV|mA|"
        + @"‰|°[CFK]?|º[CF]?)| \p{Ll}{1,8})$")]
    private static partial Regex Unit();

    // 1980s, which is a word for ten years
    [GeneratedRegex(@"^[12]\d\d0s$")]
    private static partial Regex Decade();

    // 24.3×10^3, 24.3 x 10^3, 24.3·10³, 10^3
    [GeneratedRegex(@"^[-+−–]?(?:\d+(?:[.,]\d+)?\s?[xX×·*⋅]\s?)?10\s?(?:\^\s?[-+−–]?\d{1,3}|\*\*\s?[-+]?\d{1,3}"
        + @"|⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})$")]
    private static partial Regex Power();

    // 24/100, 24.3/5, 24.32:1, 3 / 4, 5 1/2; codes have zeros before their digits, or more of these.
    [GeneratedRegex(@"^[-+−–]?(?:(?:[1-9]\d{0,2} )?(?:0|[1-9]\d{0,3})(?:[.,]\d+)?\s?[/∕⁄]\s?[1-9]\d{0,3}(?:[.,]\d+)?"
        + @"|(?:0|[1-9]\d{0,3})(?:[.,]\d+)?\s?:\s?[1-9]\d{0,3}(?:[.,]\d+)?|(?:[1-9]\d{0,3})?[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])$")]
    private static partial Regex Ratio();

    // 24.320N, 24.320° N, N 24.320
    [GeneratedRegex(@"^(?:\d{1,3}[.,]\d+\s?°?\s?[NSEWO]|[NSEW]\s?\d{1,3}[.,]\d+\s?°?)$")]
    private static partial Regex Position();

    // 6'0", 5' 11, 5 ft 11 in
    [GeneratedRegex(@"^\d{1,2}\s?(?:['′’]|ft\.?|feet)\s?\d{1,2}(?:[.,]\d+)?\s?(?:[""″”]|''|in\.?|inch(?:es)?)?$")]
    private static partial Regex Feet();

    // 5y 6m, 2 years 3 months, 1w2d
    [GeneratedRegex(@"^(?:\d+(?:[.,]\d+)?\s?(?:y|yrs?|years?|mo|mos|mths?|months?|w|wks?|weeks?|d|days?|h|hrs?|hours?"
        + @"|m|mins?|minutes?|s|secs?|seconds?)\.?(?:,?\s?(?:and\s)?)?){2,6}$")]
    private static partial Regex Age();

    // 2023-085, '23-03-26
    [GeneratedRegex(@"^(?:(?:19|20)\d\d-(?:0\d[1-9]|0[1-9]\d|[12]\d\d|3[0-5]\d|36[0-6])"
        + @"|['’]\d\d([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2['’]\d\d)$")]
    private static partial Regex DayOfYear();

    // −5, (5.20), (5), 5.20-, 5-, 7.9D+03, 3,8e+03, ~5, >= 5, =5, 77°20'N, 5+, 0.5*, 5,-
    [GeneratedRegex(@"^(?:[−–~≈<>≤≥]\s?[-+]?\d+(?:[.,]\d+)*|[<>=]?=\s?[-+]?\d+(?:[.,]\d+)*"
        + @"|\(\d+(?:[.,]\d+)*\)|\d+(?:[.,]\d+)*[-+−–]|[-+]?\d+(?:[.,]\d+)*\s?[*†‡]{1,3}"
        + @"|[-+]?\d+[.,](?:--?|[−–—])|-?\d+[.,]\d+[dDeE][-+]?\d+"
        + @"|\d{1,3}°\s?\d{1,2}['′].{0,12}|[-+−–]\s+\d+(?:[.,]\d+)*|0[xX][0-9a-fA-F]{1,16}"
        + @"|(?:'|=?""|\[)[-+]?\d+(?:[.,]\d+)*(?:'|""|\])?)$")]
    private static partial Regex Signed();

    // 3.5 ± 0.3
    [GeneratedRegex(@"^[-+−–]?\d+(?:[.,]\d+)*\s?(?:±|\+/-|\+-)\s?\d+(?:[.,]\d+)*$")]
    private static partial Regex Inexact();

    // Rs. 30, NT$5, 3.50 CR; not 3CR, which is a code.
    [GeneratedRegex(@"^(?:[-+]?(?:Rs|Rp|Tk|Ksh|RMB|NT\$|HK\$|S\$)\.?\s?\d+(?:[.,]\d+)*(?:/-)?"
        + @"|(?:\d+(?:[.,]\d+)*\s|\d+[.,]\d+)(?:CR|DR|Cr|Dr)\.?)$")]
    private static partial Regex Money();

    [GeneratedRegex(@"^(?:\d{1,3}:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?: ?[aApP]\.?[mM]\.?)?|\d{1,2} ?[aApP]\.?[mM]\.?"
        + @"|(?:\d+ ?(?:d|h|min|m|s)(?: ?\d+ ?(?:h|min|m|s))+)|P(?:\d+[YMWD])*T(?:\d+(?:\.\d+)?[HMS])+)$")]
    private static partial Regex Clock();

    [GeneratedRegex(@"^(?:[12]\d{3}[-/](?:0?[1-9]|1[0-2])|[-+]?\d{4,6}([-/.])\d{1,2}\1\d{1,2}(?:[Tt_ ,:-].{1,30})?"
        + @"|\d{4}年\d{1,2}月.{0,20})$")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(?:(?:0?[1-9]|1[0-2])[-/](?:19|20)\d\d|\d{1,2}([-/.])\d{1,2}\1(?:19|20)\d\d(?:[T_ ,:-].{1,30})?"
        + @"|(?:0[1-9]|1[0-2])[-/](?:0[1-9]|[12]\d|3[01])|/Date\(-?\d+(?:[-+]\d{4})?\)/)$")]
    private static partial Regex YearLast();

    // 13:45 03.01.21 and 1:45 PM, 3/1/2021; the usual ones are read.
    [GeneratedRegex(@"^\d{1,2}:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?: ?[aApP]\.?[mM]\.?)?,?\s+"
        + @"\d{1,4}([-/.])\s?\d{1,2}\1\s?\d{2,4}\.?$")]
    private static partial Regex TimeFirst();

    [GeneratedRegex(@"^(?:(?:19|20)\d\d[- ]?(?:W[0-5]\d(?:-[1-7])?|[QH][1-4])|[QH][1-4][-/ ]?(?:19|20)\d\d)$")]
    private static partial Regex Period();

    [GeneratedRegex(@"(?<![a-z])(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
        + @"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex HasMonth();

    // All that stands beside the name of a month, the short names of zones among it.
    [GeneratedRegex(@"^(?=.*\d)(?:[\d\s,./:'+-]|(?<=\d)(?:st|nd|rd|th)|of|at|[ap]m|utc|gmt|z|[cew]es?t"
        + @"|[acemp][ds]t|ak[ds]t|[bhi]st|msk|[jk]st|sgt|hkt|a[cew][ds]t|nz[ds]t|(?>(?:mon|tue|wed|thu"
        + @"|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*))+$", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    // 22. März 2022
    [GeneratedRegex(@"^\d{1,2}\.? (?:de )?\p{L}{3,10}\.? (?:de )?(?:19|20)\d\d(?: .{1,20})?$")]
    private static partial Regex Foreign();
}
