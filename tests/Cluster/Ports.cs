using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Trainyard.Cluster.Tests;

/// <summary>Ports of this machine's loopback.</summary>
internal static class Ports
{
    private static readonly ConcurrentBag<FileStream> Kept = [];

    private static readonly string Claims =
        Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "trainyard-test-ports")).FullName;

    /// <summary>A port that nothing listens on, below those that outgoing connections get. It belongs to this process
    /// until it ends: others that test at the same time take another, also before something listens.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
            if (!TryClaim(port))
                continue;
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

    private static bool TryClaim(int port)
    {
        try
        {
            Kept.Add(new FileStream(
                Path.Combine(Claims, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1,
                FileOptions.DeleteOnClose));
            return true;
        }
        catch (IOException)
        {
            return false;
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
