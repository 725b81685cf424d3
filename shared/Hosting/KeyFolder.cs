using Microsoft.Extensions.Options;
using Trainyard.Hosting.Stores;

namespace Trainyard.Hosting;

/// <summary>The folder that holds private keys: that of the service which signs models, and of nobody else.</summary>
public sealed class KeyFolder(IOptions<KeySettings> keys, IOptions<DataSettings> data)
{
    /// <summary>The path of the folder; it exists.</summary>
    public string Path { get; } =
        Directory.CreateDirectory(YardFolders.OfKeys(keys.Value, data.Value)).FullName;

    /// <summary>The private key that signs models, unless the settings name another.</summary>
    public string SigningKey => System.IO.Path.Combine(Path, "model-signing.pem");
}
