using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Trainyard.Cluster.Tests;

/// <summary>A road to the broker that something happens on so many times, each time when somebody on it declares an
/// exchange: the connection is reset, and what was said then never arrives; or everything on it waits.</summary>
internal sealed class RoughRoad : IDisposable
{
    /// <summary>Class and method of Exchange.Declare, as AMQP 0-9-1 writes them.</summary>
    private static readonly byte[] ExchangeDeclare = [0, 40, 0, 10];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> _ends = [];
    private readonly Uri _broker;
    private readonly TimeSpan? _pause;
    private int _times;

    private RoughRoad(Uri broker, int times, TimeSpan? pause)
    {
        (_broker, _times, _pause) = (broker, times, pause);
        _listener.Start();
        _ = Accept();
    }

    /// <summary>The broker, at the end of this road.</summary>
    public Uri Bus => new UriBuilder(_broker) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;

    /// <summary>Whether it has happened as often as it was to.</summary>
    public bool IsOver => Volatile.Read(ref _times) <= 0;

    /// <summary>A road that resets the connection so many times.</summary>
    public static RoughRoad ThatBreaks(Uri broker, int times) => new(broker, times, pause: null);

    /// <summary>A road that once lets a connection wait for so long.</summary>
    public static RoughRoad ThatJams(Uri broker, TimeSpan pause) => new(broker, times: 1, pause);

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
                _ = Carry(client, broker, isRough: true);
                _ = Carry(broker, client, isRough: false);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The road is closed.
        }
    }

    private async Task Carry(Socket from, Socket to, bool isRough)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                if (isRough && buffer.AsSpan(0, count).IndexOf(ExchangeDeclare) >= 0
                    && Interlocked.Decrement(ref _times) >= 0)
                {
                    if (_pause is not { } pause) break;
                    await Task.Delay(pause, TimeProvider.System);
                }

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
