using Trainyard.Api;

namespace Trainyard.Cli.Yards;

/// <summary>
/// A yard to work with: a server elsewhere, or all services in this process. Both are spoken to over HTTP.
/// </summary>
internal interface IYard : IAsyncDisposable
{
    TrainyardClient Client { get; }

    /// <summary>Whether the yard sees the same files as this command.</summary>
    bool IsOnThisMachine { get; }
}

/// <summary>A yard that runs elsewhere.</summary>
internal sealed class RemoteYard(Uri address, string? key, bool isOnThisMachine = false) : IYard
{
    public TrainyardClient Client { get; } = new(address, key);

    public bool IsOnThisMachine => isOnThisMachine;

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return default;
    }
}
