using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CsCheck;

namespace Trainyard.Alerting.Tests;

/// <summary>Addresses drawn by chance out of a range, and the ways in which somebody may write one into an
/// address.</summary>
internal static class WrittenAddresses
{
    /// <summary>Every range that alerts may not go to.</summary>
    public static readonly IReadOnlyList<string> Forbidden =
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
        "240.0.0.0/4", "255.255.255.255/32", "168.63.129.16/32", "169.254.169.254/32",
        "::/128", "::1/128", "::/96", "100::/64", "fc00::/7", "fd00:ec2::254/128", "fe80::/10", "fec0::/10", "ff00::/8",
        "2001::/32", "2001:db8::/32", "2002::/16", "64:ff9b:1::/48", "64:ff9b::a00:0/104", "::ffff:10.0.0.0/104",
    ];

    /// <summary>An address of a range.</summary>
    public static Gen<IPAddress> In(string range)
    {
        var network = IPNetwork.Parse(range);
        var first = network.BaseAddress.GetAddressBytes();
        return Gen.Byte.Array[first.Length].Select(chance =>
        {
            for (var bit = 0; bit < network.PrefixLength; bit++)
            {
                var mask = (byte)(0x80 >> (bit % 8));
                chance[bit / 8] = (byte)((chance[bit / 8] & ~mask) | (first[bit / 8] & mask));
            }

            return new IPAddress(chance);
        });
    }

    /// <summary>All ways to write it as the host of an address that are known here.</summary>
    public static IEnumerable<string> Hosts(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork ? HostsOfIPv4(address) : HostsOfIPv6(address);

    private static IEnumerable<string> HostsOfIPv4(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        var number = ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
        var (low24, low16) = (number & 0xFFFFFF, number & 0xFFFF);
        yield return $"{address}";
        yield return $"someone@{address}";
        yield return number.ToString(CultureInfo.InvariantCulture);
        yield return $"0x{number:x}";
        yield return $"0X{number:X8}";
        yield return "0" + Convert.ToString(number, 8);
        yield return string.Join('.', bytes.Select(part => $"0x{part:x}"));
        yield return string.Join('.', bytes.Select(part => $"0{Convert.ToString(part, 8)}"));
        yield return string.Join('.', bytes.Select(part => $"000{Convert.ToString(part, 8)}"));
        yield return $"{bytes[0]}.0x{bytes[1]:X}.0{Convert.ToString(bytes[2], 8)}.{bytes[3]}";
        yield return $"{bytes[0]}.{low24}";
        yield return $"0x{bytes[0]:x}.{low24}";
        yield return $"{bytes[0]}.{bytes[1]}.{low16}";
        // Digits of full width, and letters that a browser takes for dots.
        yield return string.Concat($"{address}".Select(c => char.IsDigit(c) ? (char)(c + 0xFEE0) : '\u3002'));
        yield return string.Concat($"{address}".Select(c => char.IsDigit(c) ? $"%{(int)c:X2}" : "."));
        foreach (var host in HostsOfIPv6(address.MapToIPv6()))
            yield return host;
        yield return $"[::ffff:{address}]";
        yield return $"[0:0:0:0:0:ffff:{address}]";
        yield return $"[::{address}]";
        yield return $"[64:ff9b::{address}]";
    }

    private static IEnumerable<string> HostsOfIPv6(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        var groups = Enumerable.Range(0, 8).Select(at => (bytes[2 * at] << 8) | bytes[(2 * at) + 1]).ToList();
        yield return $"[{address}]";
        yield return $"[{string.Join(':', groups.Select(group => $"{group:x4}"))}]";
        yield return $"[{string.Join(':', groups.Select(group => $"{group:X}"))}]";
        yield return $"[{address}%1]";
        yield return $"[{address}%25lo]";
        yield return $"[{address}%lo]";
        yield return $"[{string.Join(':', groups.Take(6).Select(group => $"{group:x}"))}"
            + $":{bytes[12]}.{bytes[13]}.{bytes[14]}.{bytes[15]}]";
    }
}
