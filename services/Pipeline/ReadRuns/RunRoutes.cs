using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Trainyard.Api.Runs;
using Trainyard.Artifacts;
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
        if (state is not (null or RunReader.Requested) && !TrainingRunStateMachine.StateNames.Contains(state))
            return Refused($"'state' is one of {RunReader.Requested}, "
                + $"{string.Join(", ", TrainingRunStateMachine.StateNames)}.");
        // What has not begun stands on the first page, before all that has.
        var limit = page.Limit ?? Page.Usual;
        var waiting = state is null or RunReader.Requested && page is { After: null, Skip: null or 0 }
            ? await reader.Waiting(pipeline, limit, cancellation)
            : [];
        if (state == RunReader.Requested || waiting.Count == limit)
            return Results.Ok(waiting);
        var rest = page with { Limit = limit - waiting.Count };
        var rows = await reader.List(pipeline, state, rest, cancellation);
        rest.Link(context, rows);
        return Results.Ok(waiting.Concat(rows.Select(row => row.Row)));
    }

    private static async Task<IResult> Definition(
        Guid runId, RunReader reader, IArtifactStore artifacts, CancellationToken cancellation)
    {
        if (await reader.Find(runId, cancellation) is not { } run)
            return Unknown(runId);
        if (run.Definition is not { } definition)
            return Results.Problem($"Run {runId} has no valid pipeline definition.", statusCode: 404);
        return Results.File(await artifacts.Open(definition, cancellation), PipelineJson.MediaType);
    }

    private static IResult Refused(string sentence) => Results.Problem(sentence, statusCode: 400);

    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> Read(
        Guid runId, RunReader reader, CancellationToken cancellation) =>
        await reader.Read(runId, cancellation) is { } run ? TypedResults.Ok(run) : Unknown(runId);

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Diagram(
        Guid runId, RunReader reader, CancellationToken cancellation) =>
        await reader.Find(runId, cancellation) is { } run
            ? Mermaid(RunDiagram.Of(run, await reader.Record(run, cancellation)))
            : Unknown(runId);

    /// <summary>The stored report as it is: the bytes that its digest names.</summary>
    private static async Task<IResult> Report(
        Guid runId, RunReader reader, IArtifactStore artifacts, CancellationToken cancellation)
    {
        if (await reader.Find(runId, cancellation) is not { } run)
            return Unknown(runId);
        if (run.Report is not { } report)
            return Results.Problem($"Run {runId} has no validation report.", statusCode: 404);
        try
        {
            return Results.Bytes(await artifacts.Read(report, cancellation), report.MediaType);
        }
        catch (ArtifactMissingException missing)
        {
            return Results.Problem($"The validation report of run {runId} is gone: {missing.Message}", statusCode: 404);
        }
    }

    private static ContentHttpResult Mermaid(string diagram) => TypedResults.Text(diagram, "text/vnd.mermaid");
}
