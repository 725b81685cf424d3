using YamlDotNet.Core;

namespace Trainyard.Pipelines.Yaml;

/// <summary>Says in words for people why a text is no YAML, and where.</summary>
internal static class YamlMistakes
{
    private const string Unsure = "This is no valid YAML; check indentation, colons, quotes and brackets here.";

    /// <summary>The first character that no text file holds, where there is one.</summary>
    public static YamlMistake? FindControlCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\uFFFD')
                return At(text, i, "This can't be read as UTF-8. Save the file as UTF-8.");
            if (char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\u0085'))
                return At(text, i, $"The character U+{(int)c:X4} can't stand in a text file. Is this a pipeline file?");
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(c)) return At(text, i, "Half a character stands here. Save the file as UTF-8.");
        }

        return null;
    }

    /// <summary>The last line that holds anything.</summary>
    public static int LastLine(string text) => 1 + text.ReplaceLineEndings("\n").TrimEnd('\n').Count(c => c == '\n');

    /// <summary>Explains what the parser stumbled over.</summary>
    public static YamlMistake Explain(string text, YamlException exception)
    {
        var line = Math.Clamp((int)exception.Start.Line, 1, LastLine(text));
        var column = Math.Max(1, (int)exception.Start.Column);
        var lines = text.Split('\n');
        if (FindTab(lines) is { } tab) return tab;
        var here = line <= lines.Length && column <= lines[line - 1].Length ? lines[line - 1][(column - 1)..] : "";
        var said = Say(exception.Message, here);
        return said == Unsure ? ExplainEnd(text, line, column) : new YamlMistake(line, column, said);
    }

    /// <summary>What is wrong with a file whose tag, as in <c>!!str</c>, can't be one.</summary>
    public static YamlMistake ExplainTag(string text) => At(
        text, Math.Max(0, text.IndexOf('!', StringComparison.Ordinal)),
        "A pipeline file needs no tags, and one of those from here on is none. Write a text that begins with '!' "
        + "between quotes.");

    /// <summary>The bracket that is never closed: what remains when nothing else explains it.</summary>
    public static YamlMistake ExplainEnd(string text, int line = 1, int column = 1)
    {
        var open = new Stack<int>();
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0') quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'' && (i == 0 || text[i - 1] is ' ' or '[' or '{' or ',')) quote = c;
            else if (c == '#' && (i == 0 || char.IsWhiteSpace(text[i - 1])))
                i = text.IndexOf('\n', i) is var end and >= 0 ? end : text.Length;
            else if (c is '[' or '{') open.Push(i);
            else if (c is ']' or '}' && open.Count > 0) _ = open.Pop();
        }

        return open.Count == 0
            ? new YamlMistake(line, column, Unsure)
            : At(text, open.Peek(), $"This '{text[open.Peek()]}' is not closed.");
    }

    private static YamlMistake? FindTab(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var indentation = lines[i].Length - lines[i].TrimStart(' ', '\t').Length;
            var tab = lines[i].IndexOf('\t', 0, indentation);
            if (tab >= 0 && lines[i].Trim().Length > 0)
                return new YamlMistake(i + 1, tab + 1, "A tab stands here; YAML is indented with spaces.");
        }

        return null;
    }

    private static string Say(string said, string here)
    {
        if (here.StartsWith('>'))
            return "A value that begins with '>' stands between quotes: \">= 0.65\".";
        if (Speaks("invalid mapping"))
            return "A ':' can't stand here: put the value between quotes if it holds one, or check the indentation.";
        if (Speaks("quoted scalar") && Speaks("end of stream", "wrong indentation", "document indicator"))
            return "The quote that begins here is not closed.";
        if (Speaks("escape"))
            return "A backslash between double quotes begins an escape that YAML doesn't know; use single quotes.";
        if (Speaks("cannot start any token") && here.Length > 0)
            return $"A value can't begin with '{here[0]}'; put it between quotes.";
        if (Speaks("expected '-'"))
            return "The lines above are a list, so an item that begins with '-' belongs here; check the indentation.";
        if (Speaks("expected key"))
            return "A key belongs here, in the column of the keys above; check indentation, and quotes that end early.";
        return Speaks("block scalar")
            ? "Text of several lines begins on the line after '|' or '>'; a short value stands between quotes."
            : Unsure;

        bool Speaks(params ReadOnlySpan<string> words)
        {
            foreach (var word in words)
            {
                if (said.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
            }

            return false;
        }
    }

    private static YamlMistake At(string text, int index, string message)
    {
        var before = text.AsSpan(0, index);
        return new YamlMistake(before.Count('\n') + 1, index - before.LastIndexOf('\n'), message);
    }
}

/// <summary>Why a text is no YAML.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record YamlMistake(int Line, int Column, string Message);
