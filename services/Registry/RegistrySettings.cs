namespace Trainyard.Registry;

/// <summary>Section <c>Registry</c>: how versions are registered.</summary>
public sealed record RegistrySettings
{
    /// <summary>
    /// The file of the private key that signs statements: PEM, PKCS#8, ECDSA over P-256. Made on first use; read anew
    /// for each signature, so that a key can be changed while Registry runs. Its public key is put into the trust
    /// folder, under the name of its id. Default: <c>model-signing.pem</c> in the key folder.
    /// </summary>
    public string? SigningKey { get; init; }

    /// <summary>Whether a pipeline file may change the owner of its model and what its aliases ask for, as in a yard
    /// that serves its caller alone. Otherwise the first version of a model sets its owner, the first deployment to an
    /// alias what that asks for, and both are changed over HTTP. Default: false.</summary>
    public bool FilesDecide { get; init; }
}
