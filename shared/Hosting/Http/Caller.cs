using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Trainyard.Hosting.Http;

/// <summary>Who asks. A route takes it as a parameter, and decides what they may.</summary>
/// <param name="Name">The name of the key that the request brought along; null where it was asked for none.</param>
public sealed record Caller(string? Name)
{
    private const string Scheme = "Bearer";

    /// <summary>Whether nobody said who they are.</summary>
    public bool IsAnonymous => Name is null;

    /// <summary>Who asks, for the record: whom the request names, else the key, else nobody.</summary>
    public string Asking(string? named) => named ?? Name ?? "anonymous";

    /// <summary>Whoever sent the request.</summary>
    public static Caller Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(context.User.Identity is { IsAuthenticated: true } identity ? identity.Name : null);
    }

    /// <summary>For routes that have it as a parameter.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => new(Of(context));

    /// <summary>Says who sent the request, where ASP.NET Core and all that is built on it looks for it.</summary>
    internal static void Recognize(HttpContext context, string name) =>
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], Scheme));
}
