using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Pipeline.AcceptRequest;
using Trainyard.Pipeline.DrawDiagrams;
using Trainyard.Pipelines;

namespace Trainyard.Pipeline.ReadRuns;

/// <summary>Runs over HTTP: ask for one, list them, read one with its record, see its diagram, cancel it.</summary>
internal static class RunRoutes
{
    private const int MaxList = 1000;

    /// <summary>Seconds.</summary>
    private const string RetryAfter = "5";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/runs").WithTags("Runs");
        runs.MapPost("/", Request);
        runs.MapGet("/", List);
        runs.MapGet("/{runId:guid}", Read);
        runs.MapGet("/{runId:guid}/diagram", Diagram);
        runs.MapPost("/{runId:guid}/cancel", Cancel);
        routes.MapGet("/sequence", () => Mermaid(DesignedDiagram.Sequence)).WithTags("Runs");
        routes.MapGet("/states", () => Mermaid(DesignedDiagram.States)).WithTags("Runs");
    }

    private static async Task<IResult> Request(
        TrainRequested request, [FromHeader(Name = "Idempotency-Key")] string? key, Intake intake, IBusControl bus,
        HttpResponse response, CancellationToken cancellation)
    {
        key = request.IdempotencyKey ?? key;
        if (key?.Length > Intake.LongestKey)
        {
            return Results.Problem(
                $"The idempotency key is longer than {Intake.LongestKey} characters.", statusCode: 400);
        }

        var reading = PipelineFile.Read(request.Pipeline ?? "", request.Overrides);
        if (reading.Definition is null)
            return Refused(reading.Problems);

        if (bus.CheckHealth().Status != BusHealthStatus.Healthy)
            return BusIsAway(response);

        var runId = request.RunId == Guid.Empty ? NewId.NextGuid() : request.RunId;
        runId = await intake.Accept(request with { RunId = runId, IdempotencyKey = key }, cancellation);
        return Results.Accepted($"/runs/{runId}", new { runId });
    }

    private static async Task<IResult> List(
        RunReader reader, string? pipeline, string? state, int? limit, int? skip, CancellationToken cancellation) =>
        limit is < 1 or > MaxList || skip < 0
            ? Results.Problem($"'limit' goes from 1 to {MaxList}, 'skip' from 0.", statusCode: 400)
            : Results.Ok(await reader.List(pipeline, state, limit ?? 50, skip ?? 0, cancellation));

    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> Read(
        Guid runId, RunReader reader, CancellationToken cancellation) =>
        await reader.Read(runId, cancellation) is { } run ? TypedResults.Ok(run) : Unknown(runId);

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Diagram(
        Guid runId, RunReader reader, CancellationToken cancellation) =>
        await reader.Find(runId, cancellation) is { } run
            ? Mermaid(RunDiagram.Of(run))
            : Unknown(runId);

    private static ContentHttpResult Mermaid(string diagram) => TypedResults.Text(diagram, "text/vnd.mermaid");

    private static async Task<IResult> Cancel(
        Guid runId, CancelWords? words, RunReader reader, IBus bus, HttpResponse response,
        CancellationToken cancellation)
    {
        if (await reader.Find(runId, cancellation) is not { } run)
            return Unknown(runId);
        if (run.State == RunReader.Requested)
            return Results.Problem($"Run {runId} has not begun yet; ask again in a moment.", statusCode: 409);
        if (run.EndedAt is not null)
            return Results.Problem($"Run {runId} has ended: {run.State}.", statusCode: 409);
        var command =
            new CancelRun { RunId = runId, RequestedBy = words?.RequestedBy ?? "anonymous", Reason = words?.Reason };
        try
        {
            await bus.PublishInTime(command, id: null, mandatory: true, cancellation);
        }
        catch (TimeoutException)
        {
            return BusIsAway(response);
        }

        return Results.Accepted($"/runs/{runId}", new { runId });
    }

    /// <summary>Nothing was accepted, so whoever asks again asks for the first time.</summary>
    private static IResult BusIsAway(HttpResponse response)
    {
        response.Headers.RetryAfter = RetryAfter;
        return Results.Problem("The message bus is away. Nothing was accepted; ask again.", statusCode: 503);
    }

    private static IResult Refused(IReadOnlyList<PipelineProblem> problems) => Results.Problem(
        "The pipeline file is not valid.", statusCode: 400,
        extensions: new Dictionary<string, object?> { ["problems"] = problems });

    private static ProblemHttpResult Unknown(Guid runId) =>
        TypedResults.Problem($"There is no run {runId}. GET /runs lists the latest.", statusCode: 404);
}

/// <summary>Who cancels a run, and why. Both may be left out.</summary>
internal sealed record CancelWords(string? RequestedBy, string? Reason);
