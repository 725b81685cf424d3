using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Trainyard.Pipelines.Parsers;

/// <summary>A value of a column, as text: quotes are not needed for <c>1</c> or <c>true</c>.</summary>
internal sealed class WordParser : Parser<string>
{
    private static readonly TextParser Text = new("a word or a number");

    /// <inheritdoc/>
    public override string Expected => Text.Expected;

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, [MaybeNullWhen(false)] out string value)
    {
        if (place.Node is ScalarNode { IsNothing: false } scalar)
            return Text.TryRead(place with { Node = scalar with { IsPlain = false } }, context, out value);
        return Refuse(
            place, context, out value,
            place.Node is ScalarNode { Text.Length: > 0 } nothing
                ? $"If it is meant as a word, put it between quotes: \"{nothing.Text}\"."
                : null);
    }

    /// <inheritdoc/>
    public override JsonObject Schema() =>
        new() { ["type"] = Words.Array(["string", "number", "boolean"]), ["minLength"] = 1, ["maxLength"] = 200 };
}

/// <summary>A day or a day and a time, ISO 8601, without a zone.</summary>
internal sealed class TimeParser : Parser<DateTime>
{
    private const string Pattern = @"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?)?$";

    private static readonly TextParser Text = new("a day such as 2001-05-01, or a time such as 2001-05-01T12:30")
    {
        Pattern = Pattern,
    };

    /// <inheritdoc/>
    public override string Expected => Text.Expected;

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, out DateTime value)
    {
        value = default;
        if (!Text.TryRead(place, context, out var text)) return false;
        return TryParse(text, out value) || Refuse(place, context, out value, "The calendar has no such time.");
    }

    /// <summary>Reads a time as a pipeline file writes it.</summary>
    public static bool TryParse(string text, out DateTime time)
    {
        time = default;
        return Regex.IsMatch(text, Pattern, RegexOptions.ECMAScript)
            && DateTime.TryParse(text.Replace(' ', 'T'), CultureInfo.InvariantCulture, out time);
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => Text.Schema();
}
