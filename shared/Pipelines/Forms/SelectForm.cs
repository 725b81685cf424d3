using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Trainyard.Pipelines;

/// <summary>A form whose value means something else.</summary>
internal sealed class SelectForm<TRead, TMeant>(Form<TRead> form, Func<TRead, TMeant> select) : Form<TMeant>
{
    /// <inheritdoc/>
    public override string Expected => form.Expected;

    /// <inheritdoc/>
    public override bool TryRead(Place place, Reading reading, [MaybeNullWhen(false)] out TMeant value)
    {
        var right = form.TryRead(place, reading, out var read);
        value = right ? select(read!) : default;
        return right;
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => form.Schema();
}
