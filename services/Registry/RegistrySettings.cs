namespace Trainyard.Registry;

/// <summary>Section <c>Registry</c>: how versions are registered.</summary>
public sealed record RegistrySettings
{
    /// <summary>
    /// The file of the private key that signs artifacts: PEM, ECDSA over P-256. Made on first use, its public key in
    /// the trust folder. Default: <c>model-signing.pem</c> in the key folder.
    /// </summary>
    public string? SigningKey { get; init; }
}
