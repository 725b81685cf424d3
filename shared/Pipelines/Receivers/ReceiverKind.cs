using System.Diagnostics.CodeAnalysis;

namespace Trainyard.Pipelines.Receivers;

/// <summary>All that is known of a receiver without the code that sends.</summary>
public sealed class ReceiverKind : Kind
{
    [SetsRequiredMembers]
    internal ReceiverKind(Key key, Type definition, Func<Fields, ReceiverDefinition> build)
        : base(key.Name, definition) =>
        (Key, Build, Meaning) = (key, build, key.Description);

    /// <summary>The key that says that the receiver is of this kind.</summary>
    internal Key Key { get; }

    /// <summary>What the keys are understood as.</summary>
    internal Func<Fields, ReceiverDefinition> Build { get; }
}
