using System.Net;
using System.Net.Sockets;

namespace Trainyard.Cluster.Tests.Chaos.OneKey;

/// <summary>The way from a process to the broker, which can be cut: for that process, the broker is away.</summary>
internal sealed class Road : IAsyncDisposable
{
    private readonly IPEndPoint _here = new(IPAddress.Loopback, Ports.Free());
    private readonly List<TcpClient> _open = [];
    private Uri _broker = null!;
    private TcpListener _listener = null!;
    private Task _accepting = Task.CompletedTask;

    /// <summary>Opens the road; gives the address of the broker by it.</summary>
    public Uri Lead(Uri broker)
    {
        _broker = broker;
        Mend();
        return new UriBuilder(broker) { Host = $"{_here.Address}", Port = _here.Port }.Uri;
    }

    /// <summary>Ends all connections, and lets none begin.</summary>
    public async Task Cut()
    {
        _listener.Stop();
        await _accepting;
        lock (_open)
        {
            foreach (var end in _open) end.Dispose();
            _open.Clear();
        }
    }

    public void Mend()
    {
        _listener = new TcpListener(_here);
        _listener.Start();
        _accepting = Accept(_listener);
    }

    public async ValueTask DisposeAsync() => await Cut();

    private async Task Accept(TcpListener listener)
    {
        while (true)
        {
            try
            {
                _ = Join(await listener.AcceptTcpClientAsync());
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Join(TcpClient near)
    {
        var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        lock (_open) _open.AddRange([near, far]);
        try
        {
            await far.ConnectAsync(_broker.Host, _broker.Port);
            await Task.WhenAny(
                near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception broken) when (broken is IOException or SocketException or InvalidOperationException)
        {
            // Cut, or the broker is really away: either end will hear of it.
        }
        finally
        {
            near.Dispose();
            far.Dispose();
        }
    }
}
