using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Trainyard.Pipelines;

/// <summary>A parser whose value means something else.</summary>
internal sealed class SelectParser<TRead, TMeant>(Parser<TRead> parser, Func<TRead, TMeant> select) : Parser<TMeant>
{
    /// <inheritdoc/>
    public override string Expected => parser.Expected;

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, [MaybeNullWhen(false)] out TMeant value)
    {
        var right = parser.TryRead(place, context, out var read);
        value = right ? select(read!) : default;
        return right;
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => parser.Schema();
}
