using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Trainyard.Pipelines;

/// <summary>
/// What may stand at a place of a pipeline file. The reader and the published JSON Schema both come from here, so that
/// an editor and a run can't disagree.
/// </summary>
internal abstract class Parser
{
    /// <summary>What would be right, as a phrase: "a whole number from 1 to 100".</summary>
    public abstract string Expected { get; }

    /// <summary>
    /// The name that several places of the published schema share it under; null where it stands once.
    /// </summary>
    public string? Definition { get; init; }

    /// <summary>The keys that may stand here, for documents; empty for single values.</summary>
    public virtual IReadOnlyList<Key> Keys => [];

    /// <summary>The same as JSON Schema, draft 2020-12.</summary>
    public abstract JsonObject Schema();
}

/// <inheritdoc cref="Parser"/>
/// <typeparam name="T">What it is understood as.</typeparam>
internal abstract class Parser<T> : Parser
{
    /// <summary>Understands the value at a place, or notes what is wrong with it.</summary>
    public abstract bool TryRead(Place place, ParseContext context, [MaybeNullWhen(false)] out T value);

    /// <summary>Notes that something else stands here.</summary>
    protected bool Refuse(Place place, ParseContext context, out T? value, string? hint = null)
    {
        value = default;
        var message = place.Node is ScalarNode { IsNothing: true, Override: null }
            ? $"Nothing stands here. Write {Expected}, or remove the key."
            : $"This must be {Expected}, not {place.Node.Shown}.";
        context.Complain(place, hint is null ? message : $"{message} {hint}");
        return false;
    }
}
