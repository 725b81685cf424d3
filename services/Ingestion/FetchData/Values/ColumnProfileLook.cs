using System.Buffers.Text;

namespace Trainyard.Ingestion.FetchData.Values;

/// <content>What is looked at beyond the kind of a value.</content>
internal sealed partial class ColumnProfile
{
    private void LookCloser(ValueKind kind, ReadOnlySpan<byte> text, long row, long count, bool isBare)
    {
        if (!isBare && kind is ValueKind.Text or ValueKind.Number or ValueKind.Whole)
            _groups.Take(text, row, count);
        if (_nulls.Any && kind is <= ValueKind.Number or ValueKind.Text)
            TakeLikeNull(text, row, count);
        switch (kind)
        {
            case ValueKind.Text:
                (Odd ??= new(rules.Numbers, _iso, declared?.Unit)).TakeText(text, row, count);
                if (++_texts % TextsALook == 0)
                    _isOfWords = declared is null && Odd.Words > ManyWords && 2 * Odd.Words > Total;
                break;
            case ValueKind.Number or ValueKind.Whole:
                if (!isBare && text.Length > 4 && text[^4] == '.')
                    (Odd ??= new(rules.Numbers, _iso, declared?.Unit)).TakeNumber(text, count);
                TakeDigits(text, row, count);
                break;
            case ValueKind.Integer or ValueKind.ZeroPadded or ValueKind.Huge or ValueKind.Bit:
                var digits = text[0] is (byte)'-' or (byte)'+' ? text.Length - 1 : text.Length;
                Compact.Take(text, count);
                _telephones += text[0] == '+' && digits >= LeastTelephone ? count : 0;
                Digits = (Math.Min(Digits.Least, digits), Math.Max(Digits.Most, digits));
                if (digits >= 16 && kind != ValueKind.ZeroPadded && IsBeyond(text))
                    _beyond.Take(text, row, count);
                break;
            case ValueKind.Date:
                _iso.Take(text, kind, count);
                _swapped += text[8] == '0' || (text[8] == '1' && text[9] <= '2') ? count : 0;
                break;
            case ValueKind.ImpossibleTimestamp or ValueKind.BeyondCalendar:
                _impossible.Take(text);
                break;
            case ValueKind.ImpossibleDate:
                _impossible.Take(text);
                _swapped += Swapped.TryRead(text, out _) ? count : 0;
                break;
            case ValueKind.Timestamp or ValueKind.ZonedTimestamp:
                _iso.Take(text, kind, count);
                UnusualTime |= !(kind is ValueKind.Timestamp && TimeReader.IsPlain(text));
                break;
            case ValueKind.Sign or ValueKind.NotFinite when _signs.Count < MostSigns:
                var sign = Shown.Kept(text);
                if (!_signs.Contains(sign))
                    _signs.Add(sign);
                break;
            default:
                break;
        }
    }

    private void TakeDigits(ReadOnlySpan<byte> text, long row, long count)
    {
        if ((text.IndexOf((byte)'.') is >= 16 and var point && IsBeyond(text[..point]))
            || (text.Length > LostDigits.Enough && Utf8Parser.TryParse(text, out double number, out _)
                && LostDigits.In(text, number)))
            _beyond.Take(text, row, count);
        else if (LostDigits.Vanishes(text))
            _vanishing.Take(text, row, count);
    }

    private void TakeLikeNull(ReadOnlySpan<byte> text, long row, long count)
    {
        if (!rules.Numbers.TryRead(text, out var number) && !NumberFormat.Plain.TryRead(text, out number))
            return;
        if (_nulls.TextOf(number) is null)
            return;
        _likeNull.Take(text, row, count);
        _likeNulls.Take(text);
    }

    /// <summary>Whether it is no number, no truth value and no day for certain. What may be one of them is looked at
    /// also among many words: of a column whose first rows alone are words it is said.</summary>
    private static bool IsPlainWord(ReadOnlySpan<byte> text) =>
        (text[0] | 0x20) is >= 'a' and <= 'z' and not ('t' or 'f')
        && text.IndexOfAnyInRange((byte)'0', (byte)'9') < 0;

    private static bool IsBeyond(ReadOnlySpan<byte> text) =>
        !Utf8Parser.TryParse(text, out long number, out _) || number is > Exact or < -Exact;
}
