using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Trainyard.Pipelines.Parsers;

/// <summary>The name of a column, which the rules across sections then look up.</summary>
internal sealed class ColumnParser(ColumnUse use, ColumnNeed need) : Parser<string>
{
    private static readonly TextParser Text = new("the name of a column");

    /// <inheritdoc/>
    public override string Expected => Text.Expected;

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, [MaybeNullWhen(false)] out string value)
    {
        if (!Text.TryRead(place, context, out value)) return false;
        context.Columns.Add(new ColumnMention(value, place, use, need));
        return true;
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => Text.Schema();
}

/// <summary>The name of a column that is left out, which no other part of the file may name.</summary>
internal sealed class IgnoredColumnParser : Parser<string>
{
    private static readonly TextParser Text = new("the name of a column");

    /// <inheritdoc/>
    public override string Expected => Text.Expected;

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, [MaybeNullWhen(false)] out string value)
    {
        if (!Text.TryRead(place, context, out value)) return false;
        _ = context.Ignored.Add(value);
        return true;
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => Text.Schema();
}

/// <summary>An expression over columns, kept in its one way of writing.</summary>
internal sealed class ExpressionValueParser(ColumnUse use, string example) : Parser<string>
{
    private static readonly TextParser Text = new("an expression") { Longest = 4000 };

    /// <inheritdoc/>
    public override string Expected => $"an expression over columns, such as {example}";

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, [MaybeNullWhen(false)] out string value)
    {
        value = null;
        if (place.Node is not ScalarNode { IsText: true } scalar) return Refuse(place, context, out value);
        if (!Text.TryRead(place, context, out _)) return false;
        if (!Expression.TryParse(scalar.Text, out var expression, out var problem))
        {
            var isAsWritten = scalar.ContentColumn > 0 && scalar.Override is null;
            var at = isAsWritten ? scalar with { Column = scalar.ContentColumn + problem.Position } : scalar;
            context.Complain(place with { Node = at }, problem.Message);
            return false;
        }

        if (!expression.Columns.Any())
        {
            context.Complain(
                place, $"The expression reads no column, so it is the same for each row. Write one such as {example}.");
            return false;
        }

        foreach (var column in expression.Columns)
            context.Columns.Add(new ColumnMention(column, place, use, ColumnNeed.Any));
        context.Expressions.Add(new ExpressionMention(expression, place, use));
        value = expression.ToString();
        return true;
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => Text.Schema();
}
