using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Trainyard.Api;
using Trainyard.Api.Runs;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Hosting.Http;
using Trainyard.Pipeline.ReadRuns;

namespace Trainyard.Pipeline.CancelRuns;

/// <summary>Takes the wish that a run stops, over HTTP; the run itself receives it as <see
/// cref="CancelRun"/>.</summary>
internal static class CancelRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/runs/{runId:guid}/cancel", Cancel).WithTags("Runs");

    private static async Task<IResult> Cancel(
        Guid runId, CancelRequest? request, Caller caller, Texts texts, RunReader reader, IBus bus,
        HttpResponse response, CancellationToken cancellation)
    {
        if ((texts.Problem("requestedBy", request?.RequestedBy) ?? texts.Problem("reason", request?.Reason))
            is { } problem)
            return Results.Problem(problem, statusCode: 400);
        if (await reader.Find(runId, cancellation) is not { } run)
            return RunRoutes.Unknown(runId);
        if (run.State == RunStates.Requested)
            return Results.Problem($"Run {runId} has not begun yet; ask again in a moment.", statusCode: 409);
        if (run.EndedAt is not null)
            return Results.Problem($"Run {runId} has ended: {run.State}.", statusCode: 409);
        var command = new CancelRun
        {
            RunId = runId, RequestedBy = caller.Asking(request?.RequestedBy), Reason = request?.Reason,
        };
        try
        {
            await bus.PublishInTime(command, id: null, mandatory: true, cancellation);
        }
        catch (BusTimeoutException)
        {
            return BusIsAway.Refusal(response);
        }

        return Results.Accepted($"/runs/{runId}", new AcceptedRun(runId));
    }
}
