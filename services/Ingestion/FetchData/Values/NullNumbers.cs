using System.Buffers.Text;
using System.Text;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>The numbers among the texts that mean that a value is missing: -999 is the same one as -999.0.</summary>
internal sealed class NullNumbers
{
    private const double Exact = 1L << 53;

    private readonly (double Number, string Text)[] _numbers;

    public NullNumbers(ReadingRules rules) => _numbers =
    [
        .. rules.NullValues.Select(text => (Number: Of(text, rules), text))
            .Where(known => known.Number is > -Exact and < Exact).Select(known => (known.Number!.Value, known.text)),
    ];

    public bool Any => _numbers.Length > 0;

    /// <summary>The numbers themselves.</summary>
    public IEnumerable<double> All => _numbers.Select(known => known.Number);

    /// <summary>The text that means this number; null where none does.</summary>
    public string? TextOf(double number)
    {
        foreach (var (known, text) in _numbers)
        {
            if (known.Equals(number) || (known == 0 && number == 0))
                return text;
        }

        return null;
    }

    /// <summary>Whether a number that is written with a point is one of them.</summary>
    public bool Contain(ReadOnlySpan<byte> text) => Any
        && Utf8Parser.TryParse(text, out double number, out var used) && used == text.Length
        && TextOf(number) is not null;

    private static double? Of(string text, ReadingRules rules)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return NumberFormat.Plain.TryRead(bytes, out var number) || rules.Numbers.TryRead(bytes, out number)
            ? number
            : null;
    }
}
