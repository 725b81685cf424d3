using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Trainyard.Cluster.Tests;

/// <summary>A road to the broker that breaks so many times, each time when somebody on it declares an exchange: the
/// connection is reset, and what was said then never arrives.</summary>
internal sealed class BrittleRoad : IDisposable
{
    /// <summary>Class and method of Exchange.Declare, as AMQP 0-9-1 writes them.</summary>
    private static readonly byte[] ExchangeDeclare = [0, 40, 0, 10];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> _ends = [];
    private readonly Uri _broker;
    private int _breaks;

    public BrittleRoad(Uri broker, int breaks)
    {
        (_broker, _breaks) = (broker, breaks);
        _listener.Start();
        _ = Accept();
    }

    /// <summary>The broker, at the end of this road.</summary>
    public Uri Bus => new UriBuilder(_broker) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;

    /// <summary>Whether it has broken as often as it was to.</summary>
    public bool HasBroken => Volatile.Read(ref _breaks) <= 0;

    public void Dispose()
    {
        _listener.Stop();
        foreach (var end in _ends)
            end.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync();
                var broker = new Socket(SocketType.Stream, ProtocolType.Tcp);
                _ends.Add(client);
                _ends.Add(broker);
                await broker.ConnectAsync(_broker.Host, _broker.Port);
                _ = Carry(client, broker, isBrittle: true);
                _ = Carry(broker, client, isBrittle: false);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The road is closed.
        }
    }

    private async Task Carry(Socket from, Socket to, bool isBrittle)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                if (isBrittle && buffer.AsSpan(0, count).IndexOf(ExchangeDeclare) >= 0
                    && Interlocked.Decrement(ref _breaks) >= 0)
                    break;
                await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The other half of the connection has been reset.
        }

        foreach (var end in new[] { from, to })
            end.Close(timeout: 0);
    }
}
