using Microsoft.Extensions.Options;
using Trainyard.Hosting.Stores;

namespace Trainyard.Hosting;

/// <summary>The folder that holds public keys, <c>*.pub</c>, apart from the private ones: whoever checks a signature
/// reads here, and need not be able to make one. A key is trusted for as long as its file is here.</summary>
public sealed class TrustFolder(IOptions<KeySettings> keys, IOptions<DataSettings> data)
{
    /// <summary>The path of the folder, which is made when a key is put there.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(YardFolders.OfTrust(keys.Value, data.Value));
}
