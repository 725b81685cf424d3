using System.Globalization;
using System.Text;
using CsCheck;

namespace Trainyard.Support;

/// <summary>What anybody might send: something right that was changed here and there, and sometimes no more than
/// bytes.</summary>
public static class Fuzz
{
    /// <summary>Pieces that readers have stumbled over, or may.</summary>
    private static readonly Gen<byte[]> Piece = Gen.OneOf(
        Gen.OneOf(
            "{", "}", "[", "]", ",", ":", "\"", "\"\"", "null", "true", "false", "{}", "[]", "0", "-0", "-1", "1e999",
            "1e-999", "NaN", "9223372036854775808", "1.7976931348623157e308", "\"\\ud800\"", "\"\\ud800\\ud800\"",
            "\\udc00", "\"\\u0000\"", "\\u001b[2J", "\"\\uD83D\\uDE00\"", "\"2001-02-30\"", "\"9999-12-31T23:59:59\"",
            "\"0001-01-01\"", "\"99999-01-01\"", "\\", "\n", "\r", " ", "\t", "\0", "\u202e", "é", "😀", "//", "/*",
            "rows", "\"rows\"", "distance", "origin", "runId", "overrides", "pipeline", "requestedBy", "trigger", "'",
            "${HOME}")
            .Select(Encoding.UTF8.GetBytes),
        Gen.OneOf<byte[]>(
            Gen.Const<byte[]>([0xED, 0xA0, 0x80]), Gen.Const<byte[]>([0xFF, 0xFE]), Gen.Const<byte[]>([0xC0, 0x80]),
            Gen.Byte.Array[1, 4]));

    /// <summary>How many cases to try: so many within the suite, as many as <c>TRAINYARD_FUZZ</c> says where it is
    /// set.</summary>
    public static long Cases(int within) =>
        Environment.GetEnvironmentVariable("TRAINYARD_FUZZ") is { Length: > 0 } more
            ? long.Parse(more, CultureInfo.InvariantCulture)
            : within;

    /// <summary>Texts that are right, damaged in up to four places; where a test fails, the damage is made
    /// smaller.</summary>
    public static Gen<byte[]> Damaged(params IReadOnlyList<string> right)
    {
        var sound = Gen.OneOf([.. right]).Select(Encoding.UTF8.GetBytes);
        var damaged = Gen.Select(sound, Gen.Select(Gen.Double[0, 1], Gen.Int[0, 12], Piece).Array[0, 4], Damage);
        return Gen.Frequency((20, damaged), (1, Piece.Array[0, 12].Select(Join)), (1, Gen.Byte.Array[0, 40]));
    }

    private static byte[] Damage(byte[] sound, (double At, int Length, byte[] Piece)[] damages) =>
        damages.Aggregate(sound, (bytes, damage) =>
        {
            var at = (int)(damage.At * bytes.Length);
            return [.. bytes[..at], .. damage.Piece, .. bytes[Math.Min(bytes.Length, at + damage.Length)..]];
        });

    private static byte[] Join(byte[][] pieces) => [.. pieces.SelectMany(piece => piece)];
}
