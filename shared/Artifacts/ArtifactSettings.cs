namespace Trainyard.Artifacts;

/// <summary>Where blobs are kept.</summary>
public sealed record ArtifactSettings
{
    /// <summary>
    /// The folder of the blobs: absolute, or relative to the working folder; made when it is missing. Several
    /// processes, and machines that share the file system, may use the same one; the file system must honour advisory
    /// locks, as local ones and NFS do. Default: none, the host sets it.
    /// </summary>
    public required string Folder { get; init; }
}
