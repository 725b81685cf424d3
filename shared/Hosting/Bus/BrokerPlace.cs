using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Trainyard.Hosting.Bus;

/// <summary>Where a broker is and who connects, as anybody may read it.</summary>
/// <param name="Address">Host and port.</param>
/// <param name="VirtualHost">The virtual host.</param>
/// <param name="User">The user.</param>
public sealed record BrokerPlace(string Address, string VirtualHost, string User)
{
    /// <summary>That of the settings of a process.</summary>
    public static BrokerPlace Of(IServiceProvider services) =>
        Of(services.GetRequiredService<IOptions<BusSettings>>().Value.Address);

    internal static BrokerPlace Of(Uri address)
    {
        var factory = new ConnectionFactory { Uri = address };
        return new BrokerPlace(
            $"{factory.Endpoint.HostName}:{factory.Endpoint.Port}", factory.VirtualHost, factory.UserName);
    }
}
