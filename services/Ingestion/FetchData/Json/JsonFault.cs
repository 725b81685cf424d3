using Trainyard.Ingestion.FetchData.Values;

namespace Trainyard.Ingestion.FetchData.Json;

/// <summary>What is wrong where JSON stops being JSON, judged by the bytes that stand there.</summary>
internal sealed record JsonFault(string What, string? Observed, string Allowed)
{
    /// <summary>What doesn't even begin as JSON is some other file, of which nothing is shown.</summary>
    public static readonly JsonFault NoJson = new("the file is no JSON", "another file", "JSON as in RFC 8259");

    private const int Around = 24;
    private const string Whole = "everything opened is closed";

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    /// <summary>Looks at the place behind the last token that was right.</summary>
    public static JsonFault Of(ReadOnlySpan<byte> data, int consumed, bool isEnd)
    {
        var before = data[..consumed].TrimEnd(Blanks);
        var rest = data[consumed..].TrimStart(Blanks);
        // The reader may stop before or behind the separator that the fault follows.
        var separator = before is [.., (byte)',' or (byte)':'] ? before[^1] : (byte)0;
        if (rest is [(byte)',' or (byte)':', ..] && rest[1..].TrimStart(Blanks) is [not ((byte)',' or (byte)':'), ..])
        {
            separator = rest[0];
            rest = rest[1..].TrimStart(Blanks);
        }

        if (rest.IsEmpty && isEnd)
            return new("the file ends in the middle of an object or array", "the end", Whole);
        var end = rest.IndexOfAny(",]}\n"u8);
        var word = Shown.Value(rest[..Math.Min(end < 0 ? rest.Length : end, Around)]);
        var shown = Shown.Value(rest[..Math.Min(rest.Length, Around)]);
        return rest switch
        {
            [(byte)']' or (byte)'}', ..] when separator == ',' =>
                new("a comma stands before a closing bracket", ",", "no comma behind the last value"),
            [(byte)',' or (byte)'}', ..] when separator == ':' =>
                new("a value is missing behind ':'", shown, "null where a value is missing"),
            [(byte)'{', ..] when before is [.., (byte)'}'] =>
                new("a second object follows without a comma", shown,
                    "a comma between objects, or one object a line in json_lines"),
            [(byte)'N' or (byte)'I', ..] or [(byte)'-', (byte)'I', ..] =>
                new($"'{word}' is no JSON value; JSON knows no NaN and no infinity", word,
                    "null where a value is missing"),
            [(byte)'\'', ..] => new("a text in single quotes", word, "texts and names in double quotes"),
            [(byte)'"', ..] when isEnd && !rest[1..].Contains((byte)'"') =>
                new("the file ends in the middle of a text", word, Whole),
            [(byte)'/', ..] => new("JSON knows no comments", word, "no comments"),
            _ => new($"'{shown}' can't stand here in JSON", shown, "JSON as in RFC 8259"),
        };
    }

    /// <summary>Line ends between the last right token and the fault.</summary>
    public static int LinesBefore(ReadOnlySpan<byte> data, int consumed)
    {
        var rest = data[consumed..];
        return rest[..(rest.Length - rest.TrimStart(Blanks).Length)].Count((byte)'\n');
    }
}
