using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Trainyard.Api.Alerts;
using Trainyard.Jobs;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>Who was told of the ending of a run, over HTTP.</summary>
internal static class AlertRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/alerts/{runId:guid}", OfRun).WithTags("Alerts");

    private static async Task<IEnumerable<AlertView>> OfRun(
        Guid runId, IOwnJobs<SendAlert> jobs, CancellationToken cancellation) =>
        (await jobs.OfRun(runId, cancellation))
            .Select(job => new AlertView(
                job.Command.Number, job.Command.ShownReceiver, StateOf(job.State), job.Attempt, job.Failure))
            .OrderBy(alert => alert.Number);

    private static AlertState StateOf(OwnJobState state) => state switch
    {
        OwnJobState.UnderWay => AlertState.UnderWay,
        OwnJobState.Done => AlertState.Done,
        OwnJobState.GivenUp => AlertState.GivenUp,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "An alert is in no such state."),
    };
}
