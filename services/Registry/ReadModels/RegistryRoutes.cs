using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Trainyard.Registry.ReadModels;

/// <summary>
/// Models over HTTP: list them, read one with its versions, read a version with all it came from, read aliases.
/// </summary>
internal static class RegistryRoutes
{
    private const int MostInList = 1000;

    public static void MapRegistry(IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/models").WithTags("Models");
        models.MapGet("/", List);
        models.MapGet("/{name}", Read);
        models.MapGet("/{name}/versions/{version:int}", ReadVersion);
        models.MapGet("/{name}/aliases", ReadAliases);
    }

    private static async Task<IResult> List(
        ModelReader reader, int? limit, int? skip, CancellationToken cancellation) =>
        Refused(limit, skip) ?? Results.Ok(await reader.List(limit ?? 50, skip ?? 0, cancellation));

    private static async Task<IResult> Read(
        string name, ModelReader reader, int? limit, int? skip, CancellationToken cancellation)
    {
        if (Refused(limit, skip) is { } refused) return refused;
        return await reader.Read(name, limit ?? 50, skip ?? 0, cancellation) is { } model
            ? Results.Ok(model)
            : Unknown((await reader.Missing(name, cancellation))!);
    }

    private static async Task<IResult> ReadVersion(
        string name, int version, ModelReader reader, CancellationToken cancellation)
    {
        if (await reader.Version(name, version, cancellation) is { } found) return Results.Ok(found);
        var latest = (await reader.Read(name, 1, 0, cancellation))?.Versions[0].Version;
        return Unknown(latest is null
            ? (await reader.Missing(name, cancellation))!
            : $"Model '{name}' has no version {version}; its versions go from 1 to {latest}.");
    }

    private static async Task<IResult> ReadAliases(string name, ModelReader reader, CancellationToken cancellation) =>
        await reader.Missing(name, cancellation) is { } missing
            ? Unknown(missing)
            : Results.Ok(await reader.Aliases(name, cancellation));

    private static IResult Unknown(string sentence) =>
        Results.Problem(sentence, statusCode: StatusCodes.Status404NotFound);

    private static IResult? Refused(int? limit, int? skip) =>
        limit is < 1 or > MostInList || skip < 0
            ? Results.Problem(
                $"'limit' goes from 1 to {MostInList}, 'skip' from 0.", statusCode: StatusCodes.Status400BadRequest)
            : null;
}
