using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Trainyard.Api;
using Trainyard.Api.Aliases;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Hosting.Http;
using Trainyard.Registry.ReadModels;

namespace Trainyard.Registry.MoveAliases;

/// <summary>Moves over HTTP: a promotion or a rollback, to any registered version.</summary>
internal static class AliasRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/models/{name}/aliases/{alias}", Move).WithTags("Models");

    private static async Task<IResult> Move(
        string name, string alias, MoveRequest request, [FromHeader(Name = "Idempotency-Key")] string? key,
        Caller caller, AliasMover mover, Texts texts, MoveSender sender, ModelReader reader,
        CancellationToken cancellation)
    {
        if (texts.ProblemOfKey("Idempotency-Key", key) is { } problem)
            return Refused(problem, 400);
        if (request.Version is not { } version)
            return Refused("Say which version the alias is to point to: 'version' is missing.", 400);
        var decision = await mover.Decide(
            new MoveAlias
            {
                MoveId = request.MoveId ?? IdOf(name, alias, key),
                Model = name,
                Alias = alias,
                Version = version,
                RequestedBy = caller.Asking(request.RequestedBy),
                Trigger = request.Trigger ?? Trigger.Request,
                Reason = request.Reason ?? "",
            },
            cancellation);
        if (decision.Move is not { } move)
            return await Refused(decision, name, reader, cancellation);
        await sender.TrySend(move, cancellation);
        return Results.Accepted($"/models/{name}/aliases", new MoveAccepted(move.DeploymentId, move.Change));
    }

    private static async Task<IResult> Refused(
        MoveDecision decision, string name, ModelReader reader, CancellationToken cancellation) =>
        decision.Refusal switch
        {
            Refusal.Malformed => Refused(decision.Problem!, 400),
            Refusal.AnotherMove or Refusal.NotSigned or Refusal.Unmet => Refused(decision.Problem!, 409),
            Refusal.NoVersion => Refused(
                await reader.Latest(name, cancellation) is { } latest
                    ? $"{decision.Problem} Its versions go from 1 to {latest}."
                    : (await reader.Missing(name, cancellation))!,
                404),
            var other => throw new InvalidOperationException($"No status is known for {other}."),
        };

    private static IResult Refused(string sentence, int status) => Results.Problem(sentence, statusCode: status);

    /// <summary>The same key is the same move of an alias; without one each request is a new one.</summary>
    private static Guid IdOf(string model, string alias, string? key) => string.IsNullOrWhiteSpace(key)
        ? Guid.NewGuid()
        : MessageId.About("move", model, alias, key);
}
