using System.Globalization;
using System.Text.RegularExpressions;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>
/// Texts of a column that hold one number and something around it: <c>24.3 mg/L</c>, <c>$24.3K</c>, <c>No. 24</c>. What
/// is around them is the same in nearly all values or one of a few things where they are numbers; digits in the names
/// of things have different words around them, or few different numbers, or touch a letter before them.
/// </summary>
internal sealed partial class Affixes
{
    /// <summary>From this share of all values on what is around their numbers is the same in nearly all.</summary>
    private const double Nearly = 0.9;

    /// <summary>Things around the numbers that are told apart.</summary>
    private const int Most = 16;

    /// <summary>So many different numbers are no names of a few things.</summary>
    private const int Many = 20;

    private readonly Dictionary<(string Before, string Behind), Around> _around = [];

    /// <summary>A text without blanks around it.</summary>
    public void Take(string text, long row, long count)
    {
        var bare = text is ['(', .. var inner, ')'] ? inner : text;
        if (Number().Match(bare) is not { Success: true } found)
            return;
        var (before, behind) = (bare[..found.Index], bare[(found.Index + found.Length)..]);
        if ((before.Length == 0 && behind.Length == 0) || IsPartOfMore(before, behind) || HasOtherNumber(behind))
            return;
        if (!_around.TryGetValue((before, behind), out var around))
        {
            if (_around.Count == Most)
                return;
            _around[(before, behind)] = around = new(row, text);
        }

        around.Take(row, text, found.Value, count);
    }

    /// <summary>How many of so many values are numbers with something around them, and the first of these.</summary>
    public (long Row, string Text, long Count)? Of(long all)
    {
        var some = _around.Where(one => IsOfNumbers(one.Key.Before, one.Key.Behind)
            || (one.Value.Count >= Nearly * all && CouldBeOfNumbers(one.Key.Before, one.Key.Behind, one.Value)))
            .Select(one => one.Value).ToList();
        return some.Count == 0 ? null : some.MinBy(one => one.Row)! is var first
            ? (first.Row, first.Text, some.Sum(one => one.Count))
            : null;
    }

    /// <summary>Whether nothing but numbers has this around it: signs of money, of units and of inches, and units that
    /// are made of others.</summary>
    private static bool IsOfNumbers(string before, string behind) =>
        (before.Length == 0 || Hedge().IsMatch(before) || IsMoney(before))
        && (before.Length == 0 || behind.Length > 0 || Hedge().IsMatch(before))
        && (behind.Length == 0 || IsMoney(before) || behind.Any(IsSign) || Compound().IsMatch(behind));

    /// <summary>Whether it is a unit or a word where all values have it, and the numbers are no names.</summary>
    private static bool CouldBeOfNumbers(string before, string behind, Around around)
    {
        if (before.Length > 0)
            return around.IsWide && behind.Length <= before.Length && Word().IsMatch(before);
        return Unit().IsMatch(behind) && (around.IsWide || 2 * around.Fractions >= around.Count
            || behind.Trim() is [>= 'a' and <= 'z', not '.', ..]);
    }

    private static bool IsMoney(string text) => NumberUnits.Knows(text.Trim())
        || (text.Length <= 5 && text.Any(c => char.GetUnicodeCategory(c) is UnicodeCategory.CurrencySymbol));

    private static bool IsSign(char c) => c is '%' or '"' or '\'' or '′' or '″' or '”' or '’' or 'º' or 'ª'
        || (char.IsLetter(c) && c is >= 'Α' and <= 'Ω')
        || char.GetUnicodeCategory(c) is UnicodeCategory.CurrencySymbol or UnicodeCategory.OtherSymbol
            or UnicodeCategory.MathSymbol;

    // Of a version, of a day or of a code; letters that touch the digits make a code of both.
    private static bool IsPartOfMore(string before, string behind) =>
        (before.Length > 0 && (char.IsAsciiLetterOrDigit(before[^1]) || before[^1] is '-' or '_' or '/' or ':' or '\\'))
        || before.Any(char.IsAsciiDigit)
        || (behind.Length > 0 && behind[0] is '-' or '_' or ':' or '\\' or '#');

    // Digits that belong to a unit touch what is before them: W/m2, L/100km, s-1.
    private static bool HasOtherNumber(string behind)
    {
        for (var i = 0; i < behind.Length; i++)
        {
            if (char.IsDigit(behind[i]) && (i == 0 || !(char.IsLetterOrDigit(behind[i - 1])
                || (behind[i - 1] is '/' or '^' or '-' && i > 1) || (behind[i - 1] == '/' && i == 1))))
                return true;
        }

        return false;
    }

    /// <summary>The values with the same around their numbers.</summary>
    private sealed class Around(long row, string text)
    {
        private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);

        public long Row { get; private set; } = row;

        public string Text { get; private set; } = text;

        public long Count { get; private set; }

        /// <summary>How many of them have a fraction.</summary>
        public long Fractions { get; private set; }

        public bool IsWide => _numbers.Count >= Many;

        public void Take(long row, string text, string number, long count)
        {
            if (row < Row)
                (Row, Text) = (row, text);
            Count += count;
            Fractions += number.AsSpan().IndexOfAny('.', ',') >= 0 ? count : 0;
            if (_numbers.Count < Many)
                _ = _numbers.Add(number);
        }
    }

    // As numbers are read: no zeros before them, groups of three digits, one fraction.
    [GeneratedRegex(@"(?<![\d.,])[-+−–]?(?:[1-9]\d{0,2}(?:(?:,\d{3})+(?:\.\d+)?|(?:\.\d{3})+(?:,\d+)?)"
        + @"|(?:0|[1-9]\d*)(?:[.,]\d+)?|(?<=^|\s)[.,]\d+)(?:[eE][-+]?\d+(?![\p{L}\d]))?(?!\d|[.,]\d)")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\(?(?:ca|c|approx|circa|approximately|about|around|nearly|almost|roughly|est|[~≈<>≤≥]=?)\.?\s?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Hedge();

    // mg/L, km/h, W/m2, L/100km, N·m; what is behind a slash alone may be a code.
    [GeneratedRegex(@"^\s?[\p{L}µ°%]+[²³23]?(?:\s?[/·*⋅]\s?\d*[\p{L}µ°]+[²³23]?)+\.?$")]
    private static partial Regex Compound();

    // kg, pts., (kg), sq ft, m^2, /mo; no house number, of which each has its own.
    [GeneratedRegex(@"^\s?(?!(?:st|nd|rd|th)\b)(?:\(\s?[\p{L}µ°]{1,12}[²³23]?\.?\s?\)"
        + @"|\[\s?[\p{L}µ°]{1,12}[²³23]?\.?\s?\]"
        + @"|/?[\p{L}µ°]{1,15}(?:\^?-?[²³23])?\.?|[\p{Ll}.]{1,10}\s(?:[\p{Ll}.]{1,10}|\p{L})|\p{L}\.(?:\p{L}\.)+)$")]
    private static partial Regex Unit();

    // No., Room, No:, #
    [GeneratedRegex(@"^(?:[\p{L}][\p{L}.']{0,15}[.:]?\s?:?\s|[#№@*=]\s?|[\p{L}]{2,15}[:=])$")]
    private static partial Regex Word();
}
