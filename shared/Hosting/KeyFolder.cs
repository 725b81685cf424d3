using Microsoft.Extensions.Options;
using Trainyard.Hosting.Stores;

namespace Trainyard.Hosting;

/// <summary>The folder that holds the keys which sign and verify model artifacts.</summary>
public sealed class KeyFolder(IOptions<KeySettings> keys, IOptions<DataSettings> data)
{
    /// <summary>The path of the folder; it exists.</summary>
    public string Path { get; } =
        Directory.CreateDirectory(keys.Value.Folder ?? System.IO.Path.Combine(data.Value.Folder, "keys")).FullName;

    /// <summary>The private key that signs models, unless the settings name another; its public key lies beside
    /// it.</summary>
    public string SigningKey => System.IO.Path.Combine(Path, "model-signing.pem");
}
