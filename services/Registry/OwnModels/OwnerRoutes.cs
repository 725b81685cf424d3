using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Trainyard.Api;
using Trainyard.Api.Models;
using Trainyard.Hosting.Http;
using Trainyard.Hosting.Lists;
using Trainyard.Pipelines;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.ReadModels;

namespace Trainyard.Registry.OwnModels;

/// <summary>Over HTTP: hands a model over, and changes what an alias asks for.</summary>
internal static class OwnerRoutes
{
    /// <summary>Of the versions, the latest alone.</summary>
    private static readonly Page Latest = new(Limit: 1, Skip: null, After: null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/models").WithTags("Models");
        models.MapPut("/{name}/owner", ChangeOwner);
        models.MapPut("/{name}/aliases/{alias}/gate", ChangeGate);
    }

    private static async Task<IResult> ChangeOwner(
        string name, OwnerRequest request, Caller caller, Ownership ownership, ModelReader reader,
        Texts texts, CancellationToken cancellation)
    {
        if ((Problem(texts, request.Reason, request.RequestedBy) ?? texts.Problem("owner", request.Owner)) is
            { } problem)
            return Refused(problem, StatusCodes.Status400BadRequest);
        if (request.Owner is not { } owner)
            return Refused(
                "Say whose it is: 'owner' is missing; an empty text makes the model nobody's.",
                StatusCodes.Status400BadRequest);
        if (await Missing(name, ownership, reader, cancellation) is { } missing)
            return Refused(missing, StatusCodes.Status404NotFound);
        _ = await ownership.ChangeOwner(
            name, string.IsNullOrWhiteSpace(owner) ? null : owner, Of(request.RequestedBy, request.Reason!, caller),
            cancellation);
        return await Changed(name, reader, cancellation);
    }

    private static async Task<IResult> ChangeGate(
        string name, string alias, GateRequest request, Caller caller, Ownership ownership, ModelReader reader,
        Texts texts, CancellationToken cancellation)
    {
        if (Problem(texts, request.Reason, request.RequestedBy) is { } problem)
            return Refused(problem, StatusCodes.Status400BadRequest);
        if (!AliasName.IsValid(alias))
            return Refused(
                $"'{alias}' is no name of an alias: {AliasName.Rule}.", StatusCodes.Status400BadRequest);
        if (request.Gate is not { } rules)
            return Refused(
                "Say what the alias asks for: 'gate' is missing; {} asks for nothing.",
                StatusCodes.Status400BadRequest);
        var gate = GateText.Read(rules, out var problems);
        if (problems.Count > 0)
            return Refused(string.Join(" ", problems), StatusCodes.Status400BadRequest);
        if (await Missing(name, ownership, reader, cancellation) is { } missing)
            return Refused(missing, StatusCodes.Status404NotFound);
        _ = await ownership.ChangeGate(
            name, alias, gate, Of(request.RequestedBy, request.Reason!, caller), cancellation);
        return await Changed(name, reader, cancellation);
    }

    /// <summary>A model may have an owner before it has a version: its run was stopped in between.</summary>
    private static async Task<string?> Missing(
        string name, Ownership ownership, ModelReader reader, CancellationToken cancellation) =>
        await ownership.Find(name, cancellation) is null ? await reader.Missing(name, cancellation) : null;

    private static async Task<IResult> Changed(string name, ModelReader reader, CancellationToken cancellation) =>
        await reader.Read(name, Latest, cancellation) is { } found ? Results.Ok(found.Model) : Results.NoContent();

    private static string? Problem(Texts texts, string? reason, string? by) => string.IsNullOrWhiteSpace(reason)
        ? "Say why it changes: 'reason' is missing."
        : texts.Problem("reason", reason) ?? texts.Problem("requestedBy", by);

    private static Decision Of(string? requestedBy, string reason, Caller caller) =>
        new(caller.Asking(requestedBy), reason);

    private static IResult Refused(string sentence, int status) => Results.Problem(sentence, statusCode: status);
}
