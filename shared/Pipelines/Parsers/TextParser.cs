using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Trainyard.Pipelines.Parsers;

/// <summary>A text.</summary>
/// <param name="expected">What would be right.</param>
internal sealed class TextParser(string expected) : Parser<string>
{
    /// <summary>A pattern, also of ECMAScript, that the text matches.</summary>
    public string? Pattern { get; init; }

    /// <summary>The most characters.</summary>
    public int Longest { get; init; } = 200;

    /// <summary>Whether <c>${NAME}</c> may stand in it; then the text itself is never shown.</summary>
    public bool TakesSecrets { get; init; }

    /// <summary>A check that a pattern can't do: what is wrong, or null.</summary>
    public Func<string, string?>? Check { get; init; }

    /// <summary>What was probably meant, made from what was written.</summary>
    public Func<string, string?>? Suggest { get; init; }

    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, [MaybeNullWhen(false)] out string value)
    {
        if (place.Node is not ScalarNode scalar) return Refuse(place, context, out value);
        if (!scalar.IsText)
            return Refuse(
                place, context, out value,
                scalar.Text.Length == 0 ? null
                : scalar.IsNothing ? $"If it is meant as a text, put it between quotes: \"{scalar.Text}\"."
                : $"Put it between quotes: \"{scalar.Text}\".");
        value = scalar.Text;
        if (value.Length == 0) return Complain(place, context, "The text is empty.");
        if (value.Length > Longest)
            return Complain(place, context, $"The text has {value.Length} characters; {Longest} is the most.");
        // A delimiter, which is one character, may be any.
        if (Longest > 1 && value.FirstOrDefault(IsUnseen) is var unseen and not '\0')
            return Complain(
                place, context, $"The text holds the control character U+{(int)unseen:X4}; write it without.");
        if (SecretProblem(value) is { } secret) return Complain(place, context, secret);
        var hidden = TakesSecrets && value.Contains("${", StringComparison.Ordinal);
        if (Pattern is not null && !hidden && !Matches(value, Pattern))
        {
            var shown = TakesSecrets ? "what stands here (it is not shown)" : scalar.Shown;
            var meant = Suggest?.Invoke(value) is { Length: > 0 } guess ? $" Did you mean '{guess}'?" : "";
            return Complain(place, context, $"This must be {Expected}, not {shown}.{meant}");
        }

        return hidden || Check?.Invoke(value) is not { } complaint || Complain(place, context, complaint);
    }

    /// <inheritdoc/>
    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = Longest };
        if (Pattern is null) return schema;

        // A secret may hold any part of the text, so that its pattern can't be asked for.
        schema["pattern"] = TakesSecrets ? $@"({Pattern})|\$\{{" : Pattern;
        return schema;
    }

    private static bool IsUnseen(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t');

    private string? SecretProblem(string text)
    {
        if (!text.Contains("${", StringComparison.Ordinal)) return null;
        return TakesSecrets
            ? Secrets.Complaint(text)
            : "A secret can't stand here: ${NAME} may stand in the place of a source and in the address of an alert.";
    }

    // '$' would let a line feed pass at the end.
    private static bool Matches(string text, string pattern) =>
        !text.Contains('\n') && Regex.IsMatch(text, pattern, RegexOptions.ECMAScript);

    private static bool Complain(Place place, ParseContext context, string message)
    {
        context.Complain(place, message);
        return false;
    }
}
