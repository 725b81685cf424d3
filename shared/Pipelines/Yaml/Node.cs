using Trainyard.Contracts;

namespace Trainyard.Pipelines.Yaml;

/// <summary>A value of a pipeline file, with where it stands. Immutable, since anchors share nodes.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
internal abstract record Node(int Line, int Column)
{
    /// <summary>The path of the override that brought it; null when the file did.</summary>
    public string? Override { get; init; }

    /// <summary>How a message names it.</summary>
    public abstract string Shown { get; }
}

/// <summary>A single value.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Text">The value without quotes.</param>
/// <param name="IsPlain">Whether it stands without quotes, and so can be a number, true, false or nothing.</param>
/// <param name="ContentColumn">The column where the text itself begins; 0 when it spans lines or holds escapes.</param>
internal sealed record ScalarNode(int Line, int Column, string Text, bool IsPlain, int ContentColumn = 0)
    : Node(Line, Column)
{
    private const int ShownAtMost = 40;

    /// <summary>Whether it is nothing: <c>null</c>, <c>~</c> or empty.</summary>
    public bool IsNothing => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>Whether it can be a text: a command line has no way to quote, so an override always can.</summary>
    public bool IsText => !IsPlain || Override is not null || !(IsNothing || IsFlag || NumberText.IsNumber(Text));

    /// <inheritdoc/>
    public override string Shown => IsNothing ? "nothing"
        : IsPlain && IsFlag ? Text
        : IsPlain && NumberText.IsNumber(Text) ? $"the number {Text}"
        : $"the text '{Quote(Text)}'";

    private bool IsFlag => Text is "true" or "false" or "True" or "False" or "TRUE" or "FALSE";

    /// <summary>A text short enough for a message, on one line.</summary>
    public static string Quote(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return ShortText.Of(line, ShownAtMost);
    }
}

/// <summary>A list.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Items">Its values.</param>
internal sealed record ListNode(int Line, int Column, IReadOnlyList<Node> Items) : Node(Line, Column)
{
    /// <inheritdoc/>
    public override string Shown => Items.Count == 0 ? "an empty list" : "a list";
}

/// <summary>Keys with values.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Entries">Each key once, in the order of the file.</param>
internal sealed record MapNode(int Line, int Column, IReadOnlyList<MapEntry> Entries) : Node(Line, Column)
{
    /// <inheritdoc/>
    public override string Shown => Entries.Count == 0 ? "nothing between braces" : "keys with values";

    /// <summary>The value that stood here alone before an override put a key beside it.</summary>
    public MapEntry? Shorthand => Entries.FirstOrDefault(e => e.IsShorthand);

    /// <summary>The entry of a key.</summary>
    public MapEntry? Find(string key) => Entries.FirstOrDefault(e => e.Key.Text == key && !e.IsShorthand);
}

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
/// <param name="IsShorthand">
/// Whether the value stood alone in place of the mapping, <c>train: lightgbm</c>, until an override set
/// <c>train.iterations</c>.
/// </param>
internal sealed record MapEntry(ScalarNode Key, Node Value, bool IsShorthand = false);
