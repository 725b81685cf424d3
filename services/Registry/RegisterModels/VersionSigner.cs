using System.Security.Cryptography;
using Trainyard.Hosting;
using Trainyard.Models.Artifact;

namespace Trainyard.Registry.RegisterModels;

/// <summary>Signs artifacts with the key of Registry, and puts its public half where others look for it.</summary>
internal sealed class VersionSigner(RegistrySettings settings, KeyFolder keys, TrustFolder trust) : IDisposable
{
    private readonly Lazy<ECDsa> _key = new(
        () => ModelSignature.OpenOrCreateKey(settings.SigningKey ?? keys.SigningKey, trust.SigningKey));

    public string Sign(string sha256)
    {
        // A key object is not promised to be safe for several threads.
        lock (_key) return ModelSignature.Sign(_key.Value, sha256);
    }

    public void Dispose()
    {
        if (_key.IsValueCreated) _key.Value.Dispose();
    }
}
