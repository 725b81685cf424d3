using Trainyard.Ingestion.FetchData.Values;

namespace Trainyard.Ingestion.FetchData.Json;

/// <summary>What is wrong where JSON stops being JSON, judged by the bytes that stand there.</summary>
internal sealed record JsonFault(string What, string? Observed, string Allowed)
{
    private const int Around = 24;

    /// <summary>Looks at the place behind the last token that was right.</summary>
    public static JsonFault Of(ReadOnlySpan<byte> data, int consumed, bool isEnd)
    {
        var rest = data[consumed..].TrimStart(" \t\r\n"u8);
        if (rest.IsEmpty && isEnd)
            return new("the file ends in the middle of an object or array", "the end", "everything opened is closed");
        if (rest is [(byte)',', ..])
        {
            var next = rest[1..].TrimStart(" \t\r\n"u8);
            if (next is [(byte)']' or (byte)'}', ..])
                return new("a comma stands before a closing bracket", ",", "no comma behind the last value");
            rest = next;
        }
        else if (rest is [(byte)':', ..])
        {
            rest = rest[1..].TrimStart(" \t\r\n"u8);
        }

        if (rest.IsEmpty && isEnd)
            return new("the file ends in the middle of an object or array", "the end", "everything opened is closed");
        var shown = Shown.Value(rest[..Math.Min(rest.Length, Around)]);
        return rest switch
        {
            [(byte)'N' or (byte)'I', ..] or [(byte)'-', (byte)'I', ..] =>
                new($"'{shown}' is no JSON value; JSON knows no NaN and no infinity", shown, "null where a value is missing"),
            [(byte)'\'', ..] => new("a text in single quotes", shown, "texts and names in double quotes"),
            [(byte)'"', ..] when isEnd && !rest[1..].Contains((byte)'"') =>
                new("the file ends in the middle of a text", shown, "everything opened is closed"),
            [(byte)'/', ..] => new("JSON knows no comments", shown, "no comments"),
            _ => new($"'{shown}' can't stand here in JSON", shown, "JSON as in RFC 8259"),
        };
    }

    /// <summary>Line ends between the last right token and the fault.</summary>
    public static int LinesBefore(ReadOnlySpan<byte> data, int consumed)
    {
        var rest = data[consumed..];
        return rest[..(rest.Length - rest.TrimStart(" \t\r\n"u8).Length)].Count((byte)'\n');
    }
}
