using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Trainyard.Api.Runs;
using Trainyard.Contracts;
using Trainyard.Hosting.Http;
using Trainyard.Pipelines;

namespace Trainyard.Pipeline.AcceptRequest;

/// <summary>Takes requests over HTTP. What is no valid pipeline is refused at once, with all that is wrong.</summary>
internal static class RequestRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/runs", Request).WithTags("Runs");

    private static async Task<IResult> Request(
        TrainRequested request, [FromHeader(Name = "Idempotency-Key")] string? key, RequestBounds bounds,
        Caller caller, Intake intake, IBusControl bus, HttpResponse response, CancellationToken cancellation)
    {
        // Whichever was left out would be lost without a word, and a repeat that has it would be another run.
        if (request.IdempotencyKey is { } inBody && key is not null && inBody != key)
        {
            return Results.Problem(
                "The header 'Idempotency-Key' and 'idempotencyKey' in the body differ: leave one out, or say the same.",
                statusCode: 400);
        }

        key = request.IdempotencyKey ?? key;
        if (bounds.Problem(request with { IdempotencyKey = key }) is { } problem)
            return Results.Problem(problem, statusCode: 400);

        var reading = RunStarter.Read(request);
        if (reading.Definition is null)
            return Refused(reading.Problems);

        if (bus.CheckHealth().Status != BusHealthStatus.Healthy)
            return BusIsAway.Refusal(response);

        var runId = request.RunId == Guid.Empty ? NewId.NextGuid() : request.RunId;
        var accepted = await intake.Accept(
            request with
            {
                RunId = runId, IdempotencyKey = key, RequestedBy = caller.Asking(request.RequestedBy),
            },
            reading,
            cancellation);
        return accepted.Conflict is { } conflict
            ? Results.Problem(conflict, statusCode: StatusCodes.Status409Conflict)
            : Results.Accepted($"/runs/{accepted.RunId}", new AcceptedRun(accepted.RunId));
    }

    private static IResult Refused(IReadOnlyList<PipelineProblem> problems) => Results.Problem(
        "The pipeline file is not valid.", statusCode: 400,
        extensions: new Dictionary<string, object?> { ["problems"] = problems });
}
