using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text.Json.Nodes;

namespace Trainyard.Pipelines;

/// <summary>A whole number between limits.</summary>
internal sealed class WholeParser<T>(T min, T max) : Parser<T>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    /// <inheritdoc/>
    public override string Expected => max == T.MaxValue
        ? $"a whole number, {Show(min)} or more"
        : $"a whole number from {Show(min)} to {Show(max)}";

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (place.Node is not ScalarNode { IsPlain: true } scalar || !NumberText.TryParse(scalar.Text, out var number))
            return Refuse(place, context, out value, NumberHints.For(place.Node));

        // 200.0 and 2e2 are whole numbers, in JSON Schema too.
        if (T.TryParse(scalar.Text, null, out value) || TryWhole(number, out value))
        {
            if (value >= min && value <= max) return true;
        }

        return Refuse(place, context, out value);
    }

    /// <inheritdoc/>
    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "integer", ["minimum"] = long.CreateChecked(min) };
        if (max != T.MaxValue || typeof(T) == typeof(int)) schema["maximum"] = long.CreateChecked(max);
        return schema;
    }

    private static bool TryWhole(double number, out T value)
    {
        value = default;
        if (number != Math.Floor(number) || Math.Abs(number) > 1L << 53) return false;
        value = T.CreateSaturating(number);
        return double.CreateChecked(value) == number;
    }

    private static string Show(T number) => NumberText.Show(double.CreateChecked(number));
}

/// <summary>A number between limits.</summary>
/// <param name="expected">What would be right.</param>
internal sealed class NumberParser(string expected) : Parser<double>
{
    /// <summary>The smallest number.</summary>
    public double Min { get; init; } = double.MinValue;

    /// <summary>The largest number.</summary>
    public double Max { get; init; } = double.MaxValue;

    /// <summary>Whether the smallest itself is too small.</summary>
    public bool IsMinOpen { get; init; }

    /// <summary>Whether the largest itself is too large.</summary>
    public bool IsMaxOpen { get; init; }

    /// <summary>Whether <c>1%</c> may be written for 0.01.</summary>
    public bool TakesPercent { get; init; }

    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, out double value)
    {
        value = 0;
        if (place.Node is not ScalarNode scalar) return Refuse(place, context, out value);
        var percent = TakesPercent && scalar.Text.EndsWith('%');
        var parsed = percent
            ? NumberText.TryParseShare(scalar.Text, out value)
            : scalar.IsPlain && NumberText.TryParse(scalar.Text, out value);
        if (!parsed) return Refuse(place, context, out value, NumberHints.For(scalar));
        var low = IsMinOpen ? value <= Min : value < Min;
        var high = IsMaxOpen ? value >= Max : value > Max;
        if (!low && !high) return true;
        var hint = TakesPercent && !percent && value is > 1 and <= 100 ? $"Did you mean {scalar.Text}%?" : null;
        return Refuse(place, context, out value, hint);
    }

    /// <inheritdoc/>
    public override JsonObject Schema()
    {
        var number = new JsonObject { ["type"] = "number" };
        if (Min > double.MinValue) number[IsMinOpen ? "exclusiveMinimum" : "minimum"] = Min;
        if (Max < double.MaxValue) number[IsMaxOpen ? "exclusiveMaximum" : "maximum"] = Max;
        if (!TakesPercent) return number;
        var text = new JsonObject { ["type"] = "string", ["pattern"] = @"^[0-9]+(\.[0-9]+)?\s?%$" };
        return new JsonObject { ["anyOf"] = new JsonArray(number, text) };
    }
}

/// <summary>What people write for numbers, and what would be right.</summary>
internal static class NumberHints
{
    /// <summary>A hint for a value that is no number; null when there is none to give.</summary>
    public static string? For(Node node)
    {
        if (node is not ScalarNode scalar) return null;
        if (NumberText.IsNumber(scalar.Text)) return scalar.IsPlain ? null : $"Remove the quotes: {scalar.Text}.";
        var bare = string.Concat(scalar.Text.Where(c => c is not (',' or '_' or ' ' or '\'')));
        return bare != scalar.Text && NumberText.IsNumber(bare) ? $"Write it without separators: {bare}." : null;
    }
}
