using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Trainyard.Cluster.Tests;

/// <summary>Ports of this machine's loopback.</summary>
internal static class Ports
{
    /// <summary>A port that nothing listens on, below those that outgoing connections get.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken: try another.
            }
        }
    }

    /// <summary>Whether something listens.</summary>
    public static async Task<bool> Replies(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await probe.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
