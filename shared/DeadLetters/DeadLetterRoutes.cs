using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Trainyard.Api;
using Trainyard.Api.DeadLetters;
using Trainyard.Hosting.Lists;
using Trainyard.Persistence.Documents;

namespace Trainyard.DeadLetters;

/// <summary>Dead letters over HTTP: list them, read one, send it back to its queue, or give it up.</summary>
internal static class DeadLetterRoutes
{

    public static void Map(IEndpointRouteBuilder routes)
    {
        var dead = routes.MapGroup("/dead").WithTags("Dead letters");
        dead.MapGet("/", List);
        dead.MapGet("/{id}", Read);
        dead.MapPost("/{id}/retry", Retry);
        dead.MapPost("/{id}/drop", Drop);
    }

    private static async Task<IResult> List(
        IDocuments<DeadLetter> letters, string? state, string? queue, [AsParameters] Page page, HttpContext context,
        CancellationToken cancellation)
    {
        if (page.Problem is { } problem)
            return Results.Problem(problem, statusCode: 400);
        var query = page.Of(new DocumentQuery { OrderBy = "died", Descending = true });
        if (state is not null)
        {
            if (!Enum.TryParse<DeadLetterState>(state, ignoreCase: true, out var known) || !Enum.IsDefined(known))
                return Results.Problem("'state' is one of Dead, Retried, Dropped.", statusCode: 400);
            query = query.Equal("state", known);
        }

        if (queue is not null)
            query = query.Equal("queue", queue);
        var found = await letters.Rows<DeadLetterSummary>(query, cancellation);
        page.Link(context, found);
        return Results.Ok(found.Select(letter => letter.Row));
    }

    private static async Task<IResult> Read(string id, IDocuments<DeadLetter> letters, CancellationToken cancellation)
    {
        if (await letters.Find(id, cancellation) is not { } stored)
            return None(id);
        var later = await letters.Query(new DocumentQuery { OrderBy = "died" }.Equal("former", id), cancellation);
        var again = later.Select(letter => letter.Document.Id);
        return Results.Ok(DeadLetterViews.Whole(stored.Document, [.. again]));
    }

    private static Task<IResult> Retry(
        string id, DecisionRequest? request, DeadLetterDecisions decisions, Texts texts,
        CancellationToken cancellation) =>
        Decide(id, request, decisions.Retry, texts, cancellation);

    private static Task<IResult> Drop(
        string id, DecisionRequest? request, DeadLetterDecisions decisions, Texts texts,
        CancellationToken cancellation) =>
        Decide(id, request, decisions.Drop, texts, cancellation);

    private static async Task<IResult> Decide(
        string id, DecisionRequest? request,
        Func<string, string, string, CancellationToken, Task<DeadLetter?>> decision,
        Texts texts, CancellationToken cancellation)
    {
        if (request is not { RequestedBy: { } by, Reason: { } why }
            || string.IsNullOrWhiteSpace(by) || string.IsNullOrWhiteSpace(why))
        {
            return Results.Problem(
                "Say who asks and why: {\"requestedBy\": \"ada\", \"reason\": \"the store was away\"}.",
                statusCode: 400);
        }

        if ((texts.Problem("requestedBy", by) ?? texts.Problem("reason", why)) is { } problem)
            return Results.Problem(problem, statusCode: 400);

        try
        {
            return await decision(id, by, why, cancellation) is { } letter
                ? Results.Ok(DeadLetterViews.Summary(letter))
                : None(id);
        }
        catch (DecisionRefusedException refusal)
        {
            return Results.Problem(refusal.Message, statusCode: refusal.IsOutage ? 503 : 409);
        }
    }

    private static IResult None(string id) =>
        Results.Problem($"There is no dead letter '{id}'. GET /dead lists them.", statusCode: 404);
}
