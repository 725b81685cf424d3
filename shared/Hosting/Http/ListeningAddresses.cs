using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Trainyard.Hosting.Settings;

namespace Trainyard.Hosting.Http;

/// <summary>Where the settings have a process listen: all that ASP.NET Core may go by.</summary>
internal static class ListeningAddresses
{
    private const string Urls = "Urls";

    /// <summary>Nobody beyond this machine may be able to reach the process.</summary>
    /// <exception cref="SettingsException">Somebody is, or an address is none.</exception>
    public static void DemandLocal(IConfiguration configuration)
    {
        foreach (var (key, address) in Of(configuration))
        {
            if (!IsLocal(key, address))
            {
                throw new SettingsException(
                [
                    $"Http:KeyFile must name a file with a key, or Http:Key be one, since {key} has this process "
                    + "listen beyond localhost; 'trainyard key FILE' makes one. Or listen on localhost, for example "
                    + $"with {Urls}=http://127.0.0.1:5080",
                ]);
            }
        }
    }

    private static IEnumerable<(string Key, string Address)> Of(IConfiguration configuration)
    {
        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            if (endpoint["Url"] is { Length: > 0 } url)
                yield return ($"{endpoint.Path}:Url", url);
        }

        foreach (var url in Parts(Urls))
            yield return (Urls, url);
        if (Parts(Urls).Length > 0)
            yield break;
        // Ports alone are those of every address of the machine, and count where there are no addresses.
        foreach (var (ports, scheme) in new[] { ("HTTP_PORTS", "http"), ("HTTPS_PORTS", "https") })
        {
            foreach (var port in Parts(ports))
                yield return (ports, $"{scheme}://*:{port}");
        }

        string[] Parts(string key) => (configuration[key] ?? "").Split(
            ';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static bool IsLocal(string key, string url)
    {
        try
        {
            // Any other name than localhost stands for every address of the machine; a socket of Unix is a file, with
            // an owner.
            var address = BindingAddress.Parse(url);
            return address.IsUnixPipe
                || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
        }
        catch (FormatException)
        {
            throw new SettingsException([$"{key} must be an address such as http://127.0.0.1:5080"]);
        }
    }
}
