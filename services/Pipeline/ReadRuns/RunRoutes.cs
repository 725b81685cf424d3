using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Trainyard.Api.Runs;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Hosting.Lists;
using Trainyard.Pipeline.DrawDiagrams;
using Trainyard.Pipeline.RunTraining;
using Trainyard.Pipelines;

namespace Trainyard.Pipeline.ReadRuns;

/// <summary>Runs over HTTP: list them, read one with its record, see its diagram.</summary>
internal static class RunRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("/", List);
        runs.MapGet("/{runId:guid}", Read);
        runs.MapGet("/{runId:guid}/diagram", Diagram);
        runs.MapGet("/{runId:guid}/definition", Definition);
        runs.MapGet("/{runId:guid}/report", Report);
        routes.MapGet("/sequence", () => Mermaid(DesignedDiagram.Sequence)).WithTags("Runs");
        routes.MapGet("/states", () => Mermaid(DesignedDiagram.States)).WithTags("Runs");
    }

    public static ProblemHttpResult Unknown(Guid runId) =>
        TypedResults.Problem($"There is no run {runId}. GET /runs lists the latest.", statusCode: 404);

    private static async Task<IResult> List(
        RunReader reader, string? pipeline, string? state, [AsParameters] Page page, HttpContext context,
        CancellationToken cancellation)
    {
        if (page.Problem is { } problem)
            return Refused(problem);
        if (state is not null && RunStates.Find(state) is null)
            return Refused($"'state' is one of {string.Join(", ", RunStates.Names)}.");
        state = state is null ? null : RunStates.Find(state);
        // What has not begun stands on the first page, before all that has; one place at least is left for that, since
        // the next page is found by the last of it.
        var limit = page.Limit ?? Page.Usual;
        var isAsked = state == RunStates.Requested;
        var waiting = (state is null || isAsked) && page is { After: null, Skip: null or 0 }
            ? await reader.Waiting(pipeline, isAsked ? limit : limit - 1, cancellation)
            : [];
        if (isAsked)
            return Results.Ok(waiting);
        var rest = page with { Limit = limit - waiting.Count };
        var rows = await reader.List(pipeline, state, rest, cancellation);
        rest.Link(context, rows);
        return Results.Ok(waiting.Concat(rows.Select(row => row.Row)));
    }

    private static Task<IResult> Definition(
        Guid runId, RunReader reader, IArtifactStore artifacts, CancellationToken cancellation) =>
        Stored(runId, run => run.Definition, "valid pipeline definition", reader, artifacts, cancellation);

    private static IResult Refused(string sentence) => Results.Problem(sentence, statusCode: 400);

    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> Read(
        Guid runId, RunReader reader, CancellationToken cancellation) =>
        await reader.Read(runId, cancellation) is { } run ? TypedResults.Ok(run) : Unknown(runId);

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Diagram(
        Guid runId, RunReader reader, CancellationToken cancellation) =>
        await reader.Find(runId, cancellation) is { } run
            ? Mermaid(RunDiagram.Of(run, await reader.Record(run, cancellation)))
            : Unknown(runId);

    private static Task<IResult> Report(
        Guid runId, RunReader reader, IArtifactStore artifacts, CancellationToken cancellation) =>
        Stored(runId, run => run.Report, "validation report", reader, artifacts, cancellation);

    /// <summary>What is stored of a run as it is: the bytes that its digest names.</summary>
    private static async Task<IResult> Stored(
        Guid runId, Func<TrainingRun, ArtifactReference?> choose, string what, RunReader reader,
        IArtifactStore artifacts, CancellationToken cancellation)
    {
        if (await reader.Find(runId, cancellation) is not { } run)
            return Unknown(runId);
        if (choose(run) is not { } reference)
            return Results.Problem($"Run {runId} has no {what}.", statusCode: 404);
        try
        {
            return Results.Bytes(await artifacts.Read(reference, cancellation), reference.MediaType);
        }
        catch (ArtifactMissingException missing)
        {
            return Results.Problem($"The {what} of run {runId} is gone: {missing.Message}", statusCode: 404);
        }
    }

    private static ContentHttpResult Mermaid(string diagram) => TypedResults.Text(diagram, "text/vnd.mermaid");
}
