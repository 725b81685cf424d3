namespace Trainyard.Contracts;

/// <summary>
/// A blob by its content. Data never travels in a message; this does. Equal digests are equal bytes, so a reference may
/// be repeated, stored and compared freely.
/// </summary>
public sealed record ArtifactReference
{
    /// <summary>SHA-256 of the bytes, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Media type, for example <c>application/vnd.apache.parquet</c>.</summary>
    public required string MediaType { get; init; }

    /// <summary>The format inside, as name/version, for example <c>feature-matrix/1</c>.</summary>
    public required string Schema { get; init; }
}
