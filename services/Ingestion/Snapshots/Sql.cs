namespace Trainyard.Ingestion.Snapshots;

/// <summary>Names and texts as SQL writes them.</summary>
internal static class Sql
{
    /// <summary>A column's name, whatever is in it.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A number, to the last bit.</summary>
    public static string Number(double number) => $"CAST('{number:R}' AS DOUBLE)";

    /// <summary>A list of texts, in brackets.</summary>
    public static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Text))}]";

    /// <summary>Texts, one after the other.</summary>
    public static string Texts(IEnumerable<string> texts) => string.Join(", ", texts.Select(Text));

    /// <summary>The blanks that say nothing around a value.</summary>
    public static string Blanks { get; } = Text(Pipelines.Values.Blanks.All);

    /// <summary>One file, even if its name holds what DuckDB takes for a pattern.</summary>
    public static string File(string path) => Text(Pattern(path));

    /// <summary>The pattern that means this path alone.</summary>
    public static string Pattern(string path) => path
        .Replace("[", "[[]", StringComparison.Ordinal)
        .Replace("*", "[*]", StringComparison.Ordinal)
        .Replace("?", "[?]", StringComparison.Ordinal);
}
