using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Trainyard.Hosting.Bus;

/// <summary>A connection of our own, beside that of the bus: for what is asked of the broker itself.</summary>
internal static class BrokerConnection
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>A connection; null when the broker can't be reached, or refuses the credentials.</summary>
    /// <param name="address">Where the broker is, and who connects.</param>
    /// <param name="name">What the broker is to call it in its lists.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public static async Task<IConnection?> Open(Uri address, string name, CancellationToken cancellation)
    {
        var factory = new ConnectionFactory
        {
            Uri = address,
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = Timeout,
            ClientProvidedName = name,
        };
        try
        {
            return await factory.CreateConnectionAsync(cancellation);
        }
        catch (BrokerUnreachableException)
        {
            return null;
        }
    }
}
