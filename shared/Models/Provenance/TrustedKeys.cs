using System.Security.Cryptography;

namespace Trainyard.Models.Provenance;

/// <summary>
/// The public keys whose statements are believed, by their ids: SHA-256 over the SubjectPublicKeyInfo in DER, 64
/// lower-case hexadecimal digits. A key is trusted for as long as its file is there.
/// </summary>
public sealed class TrustedKeys : IDisposable
{
    private const int Most = 1000;

    private readonly Dictionary<string, ECDsa> _keys = new(StringComparer.Ordinal);

    private TrustedKeys(string where) => Where = where;

    /// <summary>Their ids.</summary>
    public IReadOnlyCollection<string> Ids => _keys.Keys;

    /// <summary>Where a key is missed, as the end of a sentence.</summary>
    public string Where { get; private set; }

    /// <summary>All public keys of a folder (<c>*.pub</c>), or the one of a file. What is no public key is
    /// none.</summary>
    public static TrustedKeys Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var isFile = File.Exists(path);
        var keys = new TrustedKeys(isFile ? $"the key of '{path}' is" : $"there is no such public key in '{path}'");
        foreach (var file in isFile ? [path] : FilesOf(path))
            keys.Add(file);
        if (isFile)
            keys.Where = keys._keys.Count > 0 ? $"the one of '{path}' is" : $"'{path}' holds no public key";
        return keys;
    }

    /// <summary>Whether a key of this id is trusted.</summary>
    public bool Holds(string id) => _keys.ContainsKey(id);

    /// <summary>Whether a signature of these bytes is good by a key that is trusted.</summary>
    /// <param name="id">Which key it is said to be; any where it is empty.</param>
    /// <param name="bytes">What is signed.</param>
    /// <param name="signature">The signature, in DER; nonsense is simply not good.</param>
    public bool Verify(string id, byte[] bytes, byte[] signature)
    {
        ArgumentNullException.ThrowIfNull(id);
        var tried = id.Length == 0 ? _keys.Values : _keys.TryGetValue(id, out var key) ? [key] : (IEnumerable<ECDsa>)[];
        return tried.Any(known =>
            known.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _keys.Values)
            key.Dispose();
    }

    private static IEnumerable<string> FilesOf(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*" + KeyFile.PublicEnding).Order(StringComparer.Ordinal).Take(Most)
        : [];

    private void Add(string file)
    {
        try
        {
            var key = KeyFile.OpenPublic(file);
            if (!_keys.TryAdd(KeyFile.IdOf(key), key))
                key.Dispose();
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // One file that can't be read must not take the others' versions away; a key that is missed is named.
        }
    }
}
