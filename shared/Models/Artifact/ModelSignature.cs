using System.Buffers;
using System.Security.Cryptography;

namespace Trainyard.Models.Artifact;

/// <summary>
/// Signs the digest of an artifact with ECDSA over P-256 (FIPS 186-5), and checks that before anything in it is opened.
/// Key files are PEM: the private key for its owner alone, the public key for everybody, each in a folder of its own.
/// </summary>
public static class ModelSignature
{
    /// <summary>The private key of a file; made on first use.</summary>
    /// <param name="path">The file of the private key.</param>
    /// <param name="publicPath">The file that its public key is written to, whenever it is not there.</param>
    public static ECDsa OpenOrCreateKey(string path, string publicPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(publicPath);
        if (!File.Exists(path))
            Create(path);
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        Publish(key, publicPath);
        return key;
    }

    /// <summary>The public key of a file.</summary>
    public static ECDsa OpenPublicKey(string path)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key;
    }

    /// <summary>Signs a digest.</summary>
    /// <param name="key">The private key.</param>
    /// <param name="sha256">SHA-256 of the artifact, 64 hexadecimal digits.</param>
    /// <returns>The signature in base 64.</returns>
    public static string Sign(ECDsa key, string sha256)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Convert.ToBase64String(key.SignHash(Convert.FromHexString(sha256)));
    }

    /// <summary>
    /// Whether a signature is that of this digest by the owner of this key; nonsense is simply false.
    /// </summary>
    public static bool Verify(ECDsa key, string sha256, string signature)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(sha256);
        ArgumentNullException.ThrowIfNull(signature);
        var digest = new byte[SHA256.HashSizeInBytes];
        var signed = new byte[signature.Length];
        return Convert.FromHexString(sha256, digest, out var read, out var written) == OperationStatus.Done
            && read == sha256.Length && written == digest.Length
            && Convert.TryFromBase64String(signature, signed, out var length)
            && key.VerifyHash(digest, signed.AsSpan(0, length));
    }

    // Two processes may start at once: each writes a file of its own, and the first to link it to the name wins.
    private static void Create(string path)
    {
        MakeFolderOf(path);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var mine = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new StreamWriter(mine, options))
            file.Write(key.ExportECPrivateKeyPem());
        try
        {
            File.Move(mine, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(mine);
        }
    }

    /// <summary>Whole or not at all, since somebody may read it meanwhile.</summary>
    private static void Publish(ECDsa key, string path)
    {
        var text = key.ExportSubjectPublicKeyInfoPem();
        if (File.Exists(path) && File.ReadAllText(path) == text)
            return;
        MakeFolderOf(path);
        var mine = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllText(mine, text);
        File.Move(mine, path, overwrite: true);
    }

    private static void MakeFolderOf(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
    }
}
