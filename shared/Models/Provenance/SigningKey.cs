using System.Security.Cryptography;

namespace Trainyard.Models.Provenance;

/// <summary>The private key that signs statements: that of whoever registers models, and of nobody else.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key;

    private SigningKey(ECDsa key)
    {
        _key = key;
        Id = KeyFile.IdOf(key);
    }

    /// <summary>Which key it is, see <see cref="TrustedKeys"/>.</summary>
    public string Id { get; }

    /// <summary>The private key of a file, made on first use. Its public half is put into the trust folder, under the
    /// name of its id beside those of earlier keys, whenever it is not there: a process that was killed between the two
    /// files leaves nothing that lasts.</summary>
    /// <param name="path">The file of the private key.</param>
    /// <param name="trustFolder">The folder of public keys.</param>
    /// <exception cref="InvalidDataException">The file holds no such key.</exception>
    public static SigningKey OpenOrCreate(string path, string trustFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(trustFolder);
        if (!File.Exists(path))
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            KeyFile.Create(path, made.ExportPkcs8PrivateKeyPem());
        }

        var key = new SigningKey(KeyFile.OpenPrivate(path));
        KeyFile.Replace(
            Path.Combine(trustFolder, key.Id + KeyFile.PublicEnding), key._key.ExportSubjectPublicKeyInfoPem());
        return key;
    }

    /// <summary>Signs bytes: ECDSA over P-256 with SHA-256, in DER.</summary>
    public byte[] Sign(byte[] bytes) =>
        _key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
