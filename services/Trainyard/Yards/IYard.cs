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
internal sealed class RemoteYard(Uri address, string? key, Patience patience, bool isOnThisMachine = false) : IYard
{
    public TrainyardClient Client { get; } = new(address, key, patience.Timeout, patience.LargestAnswer);

    public bool IsOnThisMachine => isOnThisMachine;

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return default;
    }
}

/// <summary>How long a server may take, and how long its answers may be.</summary>
/// <param name="Timeout">How long it may take to answer.</param>
/// <param name="LargestAnswer">How many bytes an answer may have.</param>
internal sealed record Patience(TimeSpan Timeout, long LargestAnswer)
{
    /// <summary>For what begins or changes something.</summary>
    public static Patience ToChange { get; } = new(TrainyardClient.Timeout, TrainyardClient.LargestAnswer);

    /// <summary>For what is read: that takes no work.</summary>
    public static Patience ToRead { get; } = new(TimeSpan.FromSeconds(30), TrainyardClient.LargestAnswer);

    /// <summary>For predictions: of thousands of rows, and for each a figure of every class that there is.</summary>
    public static Patience ToPredict { get; } = new(TrainyardClient.Timeout, 512 << 20);
}
