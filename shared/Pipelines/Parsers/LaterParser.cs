using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Trainyard.Pipelines;

/// <summary>
/// What is designed and not there yet: checked as if it were, and refused, so that nothing is ignored in silence.
/// </summary>
/// <param name="name">How a message names it.</param>
/// <param name="parser">What will stand here.</param>
internal sealed class LaterParser<T>(string name, Parser<T> parser) : Parser<T>
{
    /// <inheritdoc/>
    public override string Expected => parser.Expected;

    /// <inheritdoc/>
    public override IReadOnlyList<Key> Keys => parser.Keys;

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, [MaybeNullWhen(false)] out T value)
    {
        context.Complain(place, $"{name} is not supported yet. Remove it to run this pipeline today.");
        _ = parser.TryRead(place, context, out value);
        return false;
    }

    /// <inheritdoc/>
    public override JsonObject Schema()
    {
        var schema = parser.Schema();
        schema["description"] = "Not supported yet.";
        return schema;
    }
}
