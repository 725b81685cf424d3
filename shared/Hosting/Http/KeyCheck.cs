using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Trainyard.Hosting.Http;

/// <summary>Whether a request brings the key along. It keeps no key, but its digest.</summary>
internal sealed class KeyCheck(string key)
{
    private readonly byte[] _digest = DigestOf(key);

    /// <summary>Takes the same time for each key that is not the right one, however much of it is right.</summary>
    public bool Accepts(StringValues authorization) =>
        authorization is [{ } header]
        && AuthenticationHeaderValue.TryParse(header, out var credentials)
        && credentials is { Parameter: { } given }
        && credentials.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(DigestOf(given), _digest);

    private static byte[] DigestOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
