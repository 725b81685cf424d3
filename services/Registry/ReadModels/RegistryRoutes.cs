using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Trainyard.Hosting.Lists;

namespace Trainyard.Registry.ReadModels;

/// <summary>
/// Models over HTTP: list them, read one with its versions, read a version with all it came from, read aliases.
/// </summary>
internal static class RegistryRoutes
{
    public static void MapRegistry(IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/models").WithTags("Models");
        models.MapGet("/", List);
        models.MapGet("/{name}", Read);
        models.MapGet("/{name}/versions/{version:int}", ReadVersion);
        models.MapGet("/{name}/aliases", ReadAliases);
    }

    private static async Task<IResult> List(
        ModelReader reader, [AsParameters] Page page, HttpContext context, CancellationToken cancellation)
    {
        if (page.Problem is { } problem) return Refused(problem);
        var models = await reader.List(page, cancellation);
        page.Link(context, models);
        return Results.Ok(models.Select(model => model.Row));
    }

    private static async Task<IResult> Read(
        string name, ModelReader reader, [AsParameters] Page page, HttpContext context,
        CancellationToken cancellation)
    {
        if (page.Problem is { } problem) return Refused(problem);
        if (await reader.Read(name, page, cancellation) is not { } found)
            return Unknown((await reader.Missing(name, cancellation))!);
        page.Link(context, found.Versions);
        return Results.Ok(found.Model);
    }

    private static async Task<IResult> ReadVersion(
        string name, int version, ModelReader reader, CancellationToken cancellation)
    {
        if (await reader.Version(name, version, cancellation) is { } found) return Results.Ok(found);
        return Unknown(await reader.Latest(name, cancellation) is { } latest
            ? $"Model '{name}' has no version {version}; its versions go from 1 to {latest}."
            : (await reader.Missing(name, cancellation))!);
    }

    private static async Task<IResult> ReadAliases(string name, ModelReader reader, CancellationToken cancellation) =>
        await reader.Missing(name, cancellation) is { } missing
            ? Unknown(missing)
            : Results.Ok(await reader.Aliases(name, cancellation));

    private static IResult Unknown(string sentence) =>
        Results.Problem(sentence, statusCode: StatusCodes.Status404NotFound);

    private static IResult Refused(string sentence) =>
        Results.Problem(sentence, statusCode: StatusCodes.Status400BadRequest);
}
