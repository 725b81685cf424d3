using System.Diagnostics.CodeAnalysis;

namespace Trainyard.Pipelines.Sources;

/// <summary>All that is known of a source without the code that reads it.</summary>
public sealed class SourceKind : Kind
{
    [SetsRequiredMembers]
    internal SourceKind(Key key, Type definition, Func<Fields, SourceDefinition> build)
        : base(key.Name, definition) =>
        (Key, Build, Meaning) = (key, build, key.Description);

    /// <summary>The key that says that the source is of this kind.</summary>
    internal Key Key { get; }

    /// <summary>Keys beside it; one that other kinds have too is the same key.</summary>
    internal IReadOnlyList<Key> Options { get; init; } = [];

    /// <summary>What the keys are understood as.</summary>
    internal Func<Fields, SourceDefinition> Build { get; }
}
