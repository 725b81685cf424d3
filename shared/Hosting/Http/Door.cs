using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;
using Trainyard.Hosting.Settings;

namespace Trainyard.Hosting.Http;

/// <summary>
/// What every request passes before any route sees it. It must name a host that this process goes by: a name of a
/// stranger that leads here makes a browser take this process for the stranger's. A page must come from such a host.
/// And it brings the key along, where there is one.
/// </summary>
/// <remarks>ASP.NET Core's own filter of hosts answers with a page of HTML and knows of no Origin; how it holds names
/// against each other is used here.</remarks>
internal sealed class Door
{
    /// <summary>Whoever has the key, as long as there is one.</summary>
    private const string KeyName = "key";

    private readonly List<StringSegment> _hosts;
    private readonly string _names;
    private readonly KeyCheck? _key;

    private Door(IReadOnlyList<string> hosts, KeyCheck? key)
    {
        // As a request has them: other letters than those of ASCII are written by means of these.
        _hosts = [.. hosts.Select(host => new StringSegment(new HostString(host).ToUriComponent()))];
        _names = string.Join(", ", hosts);
        _key = key;
    }

    /// <summary>The door that the settings ask for.</summary>
    /// <exception cref="SettingsException">A setting is not possible, or a key is needed and there is none.</exception>
    public static Door Of(IConfiguration configuration)
    {
        var settings = SettingsReader.Read<HttpSettings>(configuration, "Http");
        var key = HttpKey.Of(settings);
        if (key is null)
            ListeningAddresses.DemandLocal(configuration);
        return new(settings.Hosts, key is null ? null : new KeyCheck(key));
    }

    /// <summary>Lets a request through, or answers it.</summary>
    public Task Pass(HttpContext context, RequestDelegate next)
    {
        // How the process is, is for whoever looks after it to know: by whatever address, and without a key.
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return next(context);
        var host = context.Request.Host;
        // A browser always names a host. Who names none, as the simplest health checks do, was not led here by a name.
        if (host.HasValue && !IsAllowed(host.Value))
        {
            return Refuse(context, StatusCodes.Status400BadRequest,
                $"The request names a host that is not this one. Ask for {_names}; further names are for the operator "
                + "to allow, with the setting Http:AllowedHosts.");
        }

        if (!context.Request.Headers.Origin.All(IsOwn))
        {
            return Refuse(context, StatusCodes.Status403Forbidden,
                $"A page of another site asks. Pages of {_names} may; further hosts are for the operator to allow, "
                + "with the setting Http:AllowedHosts.");
        }

        if (_key is null)
            return next(context);
        var authorization = context.Request.Headers.Authorization;
        if (_key.Accepts(authorization))
        {
            Caller.Recognize(context, KeyName);
            return next(context);
        }

        // RFC 6750: whoever brought no credentials is not told of an error in them.
        context.Response.Headers.WWWAuthenticate =
            authorization.Count == 0 ? "Bearer" : "Bearer error=\"invalid_token\"";
        return Refuse(context, StatusCodes.Status401Unauthorized,
            (authorization.Count == 0 ? "A key is asked for here." : "This is not the key that is asked for here.")
            + " Send it in the header 'Authorization: Bearer KEY'.");
    }

    private bool IsOwn(string? origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && (page.Scheme == Uri.UriSchemeHttp || page.Scheme == Uri.UriSchemeHttps)
        && IsAllowed(page.Authority);

    private bool IsAllowed(string host)
    {
        try
        {
            return HostString.MatchesAny(host, _hosts);
        }
        catch (FormatException)
        {
            // Its port is none.
            return false;
        }
    }

    private static Task Refuse(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
}
