using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Trainyard.Jobs;

namespace Trainyard.Monitoring.SendAlerts;

/// <summary>Who was told of the ending of a run, over HTTP.</summary>
internal static class AlertRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/alerts/{runId:guid}", OfRun).WithTags("Alerts");

    private static async Task<IEnumerable<AlertView>> OfRun(
        Guid runId, IOwnJobs<SendAlert> jobs, CancellationToken cancellation) =>
        (await jobs.OfRun(runId, cancellation))
            .Select(job => new AlertView(job.Command.Number, job.Command.Webhook, job.State.ToString(), job.Attempt,
                job.Failure))
            .OrderBy(alert => alert.Number);
}

/// <summary>An alert and how far it is.</summary>
/// <param name="Number">The place of the receiver in the pipeline's list, from 1.</param>
/// <param name="Webhook">The address as the pipeline file writes it, secrets unresolved.</param>
/// <param name="State">UnderWay, Done or GivenUp.</param>
/// <param name="Attempt">Attempts so far.</param>
/// <param name="Failure">Why it was given up; null when it was not.</param>
internal sealed record AlertView(int Number, string Webhook, string State, int Attempt, string? Failure);
