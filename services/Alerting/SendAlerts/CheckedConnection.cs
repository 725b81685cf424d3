using System.Net;
using System.Net.Sockets;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>
/// Connects to what a name stands for, once all of it is allowed. What was looked at is what is connected to: asked
/// again, the name could stand for something else.
/// </summary>
internal sealed class CheckedConnection(OutgoingAddresses addresses)
{
    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="AddressNotAllowedException">An address is not allowed; nothing was connected to.</exception>
    public async ValueTask<Stream> Open(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var target = context.DnsEndPoint;
        var found = IPAddress.TryParse(target.Host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(target.Host, cancellation);
        // A name with an address of each kind is no name of a receiver: it is tried until the right one comes first.
        if (!found.All(addresses.Allows))
            throw new AddressNotAllowedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, target.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>An address lies in a network that alerts may not go to. It says no more: which address a name stands for is
/// nothing that whoever asked for a run is told.</summary>
internal sealed class AddressNotAllowedException() : Exception("The address is not allowed.");
