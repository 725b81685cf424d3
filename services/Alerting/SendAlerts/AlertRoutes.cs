using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Trainyard.Api.Alerts;
using Trainyard.Hosting.Stores;
using Trainyard.Jobs;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>Who was told of the ending of a run, over HTTP.</summary>
internal static class AlertRoutes
{
    private const int MostNamed = 20;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/alerts/{runId:guid}", OfRun).WithTags("Alerts");

    /// <summary>Alerts that wait to be sent, in sentences.</summary>
    public static async Task<IReadOnlyList<string>> Waiting(
        IOwnJobs<SendAlert> jobs, CancellationToken cancellation)
    {
        var open = await jobs.UnderWay(MostNamed + 1, cancellation);
        return
        [
            .. open.Take(MostNamed).Select(job =>
                $"Alert {job.Command.AlertId} waits to be sent to the receiver {job.Command.ShownReceiver}; attempts "
                + $"so far: {job.Attempt}{(job.Failure is { } why ? $" ({why.TrimEnd('.')})" : "")}."),
            .. open.Count > MostNamed ? ["More alerts wait to be sent."] : Array.Empty<string>(),
        ];
    }

    /// <summary>Alerts that were given up, as long as they are kept.</summary>
    public static async Task<IReadOnlyList<GivenUp>> GivenUp(
        IOwnJobs<SendAlert> jobs, CancellationToken cancellation)
    {
        var over = await jobs.GivenUp(MostNamed + 1, cancellation);
        return
        [
            .. over.Take(MostNamed).Select(job => new GivenUp(
                $"Alert {job.Command.AlertId} to the receiver {job.Command.ShownReceiver} was given up after "
                + $"{job.Attempt} {(job.Attempt == 1 ? "attempt" : "attempts")}: {job.Failure}",
                job.Command switch
                {
                    { Alert: { } ending } => $"show {ending.RunId}",
                    { DeadLetters: not null } => "dead list",
                    { Refusal: { } refused } => refused.RunId is { } run ? $"show {run}" : null,
                    var other => throw new InvalidOperationException($"Alert {other.AlertId} is about nothing."),
                })),
            .. over.Count > MostNamed ? [new GivenUp("More alerts were given up.", null)] : Array.Empty<GivenUp>(),
        ];
    }

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
