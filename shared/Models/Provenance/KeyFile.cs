using System.Security.Cryptography;
using Trainyard.Artifacts;

namespace Trainyard.Models.Provenance;

/// <summary>Keys in PEM files: ECDSA over P-256 (FIPS 186-5), the private one as PKCS#8, the public one as
/// SubjectPublicKeyInfo.</summary>
internal static class KeyFile
{
    /// <summary>What files of public keys end with.</summary>
    public const string PublicEnding = ".pub";

    /// <summary>A key has some 240 bytes; what is larger is no key.</summary>
    private const int Largest = 16 << 10;

    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>Which key it is: SHA-256 over its SubjectPublicKeyInfo in DER, 64 lower-case hexadecimal digits. All of
    /// them: whoever finds another key of the same id has broken SHA-256, and
    /// <c>openssl pkey -pubin -outform DER | sha256sum</c> gives the same.</summary>
    public static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    /// <summary>A private key: PKCS#8, or the form of SEC 1 that keys were written in before.</summary>
    public static ECDsa OpenPrivate(string path) => Open(path, "PRIVATE KEY", "EC PRIVATE KEY");

    /// <summary>A public key; a file that holds a private one is none.</summary>
    public static ECDsa OpenPublic(string path) => Open(path, "PUBLIC KEY");

    /// <summary>Writes a file for its owner alone. Two processes may do it at once: each writes a file of its own, and
    /// the first to give it the name wins.</summary>
    public static void Create(string path, string pem)
    {
        MakeFolderOf(path);
        var mine = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new StreamWriter(mine, options))
            file.Write(pem);
        try
        {
            FreeName.Take(mine, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(mine);
        }
    }

    /// <summary>Writes a file whole or not at all, since somebody may read it meanwhile.</summary>
    public static void Replace(string path, string pem)
    {
        if (File.Exists(path) && File.ReadAllText(path) == pem)
            return;
        MakeFolderOf(path);
        var mine = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllText(mine, pem);
        File.Move(mine, path, overwrite: true);
    }

    private static ECDsa Open(string path, params ReadOnlySpan<string> labels)
    {
        var key = ECDsa.Create();
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length <= Largest)
            {
                using var reader = new StreamReader(file);
                var text = reader.ReadToEnd();
                var pem = PemEncoding.Find(text);
                if (labels.Contains(text[pem.Label]))
                {
                    key.ImportFromPem(text.AsSpan()[pem.Location]);
                    if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256)
                        return key;
                }
            }
        }
        catch (Exception problem) when (problem is ArgumentException or CryptographicException)
        {
            // It is said below what would be right.
        }
        catch
        {
            key.Dispose();
            throw;
        }

        key.Dispose();
        throw new InvalidDataException(
            $"'{path}' is no PEM file of a {labels[0].ToLowerInvariant()} for ECDSA over P-256.");
    }

    private static void MakeFolderOf(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
    }
}
