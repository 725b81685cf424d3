using System.Net;
using System.Net.Sockets;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>
/// The addresses that an alert may go to: those of the public internet, and of the networks that the operator allows.
/// What is not public is taken from the registries of special addresses of IANA.
/// </summary>
/// <param name="allowed">The networks that the operator allows.</param>
internal sealed class OutgoingAddresses(IReadOnlyList<IPNetwork> allowed)
{
    private static readonly IPNetwork[] NotPublic =
    [
        // This machine, private networks, the carrier's, link-local ones (with the metadata of clouds), and others
        // that IANA keeps for protocols, examples, tests, groups and the future.
        .. Networks(
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        // Public by its number, and yet the host below every machine of Azure.
        .. Networks("168.63.129.16/32"),
        // Protocols and tunnels (Teredo, 6to4), examples.
        .. Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    ];

    /// <summary>All of IPv6 that is public; what is special lies in it, or is not in it at all: <c>::1</c>,
    /// <c>fc00::/7</c>, <c>fe80::/10</c>, <c>ff00::/8</c>.</summary>
    private static readonly IPNetwork Unicast = IPNetwork.Parse("2000::/3");

    /// <summary>How a network without IPv4 reaches it: the last 32 bits are the address there.</summary>
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Those that the settings allow.</summary>
    public static OutgoingAddresses Of(AlertingSettings settings) =>
        new([.. settings.AllowedNetworks.Select(network => IPNetwork.Parse(network))]);

    /// <summary>Whether an alert may go there.</summary>
    public bool Allows(IPAddress address)
    {
        // It is one address, written in two ways.
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (allowed.Any(network => network.Contains(address)))
            return true;
        if (Translated.Contains(address))
            return Allows(new IPAddress(address.GetAddressBytes().AsSpan(^4..)));
        return !NotPublic.Any(network => network.Contains(address))
            && (address.AddressFamily == AddressFamily.InterNetwork || Unicast.Contains(address));
    }

    private static IEnumerable<IPNetwork> Networks(params string[] networks) =>
        networks.Select(network => IPNetwork.Parse(network));
}
