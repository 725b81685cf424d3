using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Trainyard.Pipelines;

/// <summary>A list.</summary>
/// <param name="item">What may stand in it.</param>
/// <param name="expected">What would be right, in the plural: "columns".</param>
internal sealed class ListParser<T>(Parser<T> item, string expected) : Parser<IReadOnlyList<T>>
{
    /// <summary>The fewest items.</summary>
    public int Fewest { get; init; } = 1;

    /// <summary>Whether the same item may stand in it twice.</summary>
    public bool TakesRepeats { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Key> Keys => item.Keys;

    /// <inheritdoc/>
    public override string Expected => Fewest > 1 ? $"a list of {expected}, {Fewest} or more" : $"a list of {expected}";

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        if (place.Node is not ListNode list)
        {
            var hint = place.Node is ScalarNode { IsNothing: false, Text.Length: < 30 } scalar
                ? $"A list stands between brackets: [{scalar.Text}]."
                : null;
            return Refuse(place, context, out value, hint);
        }

        var items = new List<T>(list.Items.Count);
        var seen = new HashSet<T>();
        var complete = list.Items.Count >= Fewest;
        if (!complete)
            context.Complain(
                place, $"This must be {Expected}; it has {(list.Items.Count == 0 ? "none" : list.Items.Count)}.");
        for (var i = 0; i < list.Items.Count; i++)
        {
            var at = place.Item(i, list.Items[i]);
            if (!item.TryRead(at, context, out var read)) complete = false;
            else if (TakesRepeats || seen.Add(read)) items.Add(read);
            else
            {
                context.Complain(at, $"The list has {at.Node.Shown} twice.");
                complete = false;
            }
        }

        value = items;
        return complete;
    }

    /// <inheritdoc/>
    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.Schema() };
        if (Fewest > 0) schema["minItems"] = Fewest;
        if (!TakesRepeats) schema["uniqueItems"] = true;
        return schema;
    }
}

/// <summary>The word <c>all</c>, or a list of columns; all is an empty list.</summary>
internal sealed class AllOrColumnsParser(Parser<string> column) : Parser<IReadOnlyList<string>>
{
    private readonly ListParser<string> _list = new(column, "columns");

    /// <inheritdoc/>
    public override string Expected => "'all' or a list of columns";

    /// <inheritdoc/>
    public override bool TryRead(
        Place place, ParseContext context, [MaybeNullWhen(false)] out IReadOnlyList<string> value)
    {
        value = [];
        return place.Node switch
        {
            ScalarNode { Text: "all" } => true,
            ListNode => _list.TryRead(place, context, out value),
            ScalarNode { IsNothing: false, Text.Length: < 30 } scalar =>
                Refuse(place, context, out value, $"A list stands between brackets: [{scalar.Text}]."),
            _ => Refuse(place, context, out value),
        };
    }

    /// <inheritdoc/>
    public override JsonObject Schema() =>
        new() { ["anyOf"] = new JsonArray(new JsonObject { ["const"] = "all" }, _list.Schema()) };
}
