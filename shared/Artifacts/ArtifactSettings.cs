namespace Trainyard.Artifacts;

/// <summary>Where blobs are kept.</summary>
public sealed record ArtifactSettings
{
    /// <summary>The folder, shared by all services; it is made where it is missing.</summary>
    public required string Folder { get; init; }
}
