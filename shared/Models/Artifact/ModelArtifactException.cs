namespace Trainyard.Models.Artifact;

/// <summary>A model artifact, or an entry of it, is not what it should be; nothing of it was used.</summary>
/// <param name="entry">The entry, or <c>archive</c> for the whole.</param>
/// <param name="problem">One sentence: what is wrong.</param>
public sealed class ModelArtifactException(string entry, string problem)
    : IOException($"The model artifact can't be used: {entry}: {problem}")
{
    /// <summary>The entry, or <c>archive</c> for the whole.</summary>
    public string Entry { get; } = entry;
}
