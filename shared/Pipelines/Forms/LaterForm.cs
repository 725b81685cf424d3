using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Trainyard.Pipelines;

/// <summary>
/// What is designed and not there yet: checked as if it were, and refused, so that nothing is ignored in silence.
/// </summary>
/// <param name="name">How a message names it.</param>
/// <param name="form">What will stand here.</param>
internal sealed class LaterForm<T>(string name, Form<T> form) : Form<T>
{
    /// <inheritdoc/>
    public override string Expected => form.Expected;

    /// <inheritdoc/>
    public override IReadOnlyList<Key> Keys => form.Keys;

    /// <inheritdoc/>
    public override bool TryRead(Place place, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        reading.Complain(place, $"{name} is not supported yet. Remove it to run this pipeline today.");
        _ = form.TryRead(place, reading, out value);
        return false;
    }

    /// <inheritdoc/>
    public override JsonObject Schema()
    {
        var schema = form.Schema();
        schema["description"] = "Not supported yet.";
        return schema;
    }
}
