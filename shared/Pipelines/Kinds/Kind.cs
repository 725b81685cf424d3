namespace Trainyard.Pipelines;

/// <summary>
/// One of several things that may stand at a place of a pipeline file: a trainer, a rule, a source. All that is known
/// of it is said here once; reader, schema, reference page, stored JSON and errors follow.
/// </summary>
/// <param name="name">The word in the file, and in the stored definition.</param>
/// <param name="definition">The record that it is understood as.</param>
public abstract class Kind(string name, Type definition)
{
    /// <summary>The word in the file, and in the stored definition.</summary>
    public string Name => name;

    /// <summary>The record that it is understood as.</summary>
    public Type Definition => definition;

    /// <summary>What it is, as one sentence.</summary>
    public required string Meaning { get; init; }
}
