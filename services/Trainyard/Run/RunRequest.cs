using System.Net;
using Trainyard.Api;
using Trainyard.Api.Runs;
using Trainyard.Cli.Terminal;
using Trainyard.Contracts;

namespace Trainyard.Cli.Run;

/// <summary>Asks for a run until the answer is heard. The id is chosen here, so that a request whose answer was lost is
/// the same run when it is asked for again.</summary>
/// <param name="client">The server.</param>
/// <param name="timeout">How long an outage may last.</param>
internal sealed class RunRequest(TrainyardClient client, TimeSpan timeout)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <exception cref="CommandException">Whether the run was accepted is not known.</exception>
    public async Task<AcceptedRun> Ask(TrainRequested request, CancellationToken cancellation)
    {
        long? awaySince = null;
        while (true)
        {
            var asked = TimeProvider.System.GetTimestamp();
            try
            {
                return await client.Runs.Request(request, cancellation);
            }
            catch (Exception outage) when (RunFollower.IsOutage(outage, cancellation)
                && (awaySince is not null || MayHaveArrived(outage)))
            {
                if (awaySince is null)
                {
                    Screen.Error($"Whether run {request.RunId} was accepted was not heard ({outage.Message}). Asked "
                        + $"again for {Words.Duration(timeout)}.");
                }

                awaySince ??= asked;
                if (TimeProvider.System.GetElapsedTime(awaySince.Value) >= timeout)
                {
                    throw Unknown(
                        request, $"the server can't be reached for {Words.Duration(timeout)} ({outage.Message})");
                }

                await Task.Delay(Interval, TimeProvider.System, cancellation);
            }
            catch (CommandException refusal)
            {
                throw Unknown(request, refusal.Message);
            }
        }
    }

    /// <summary>What more is not known of a run whose acceptance was not heard, as a sentence with a space before it:
    /// whoever asks with a key that is known is given the run of that key, whatever id was chosen here.</summary>
    public static string Doubt(TrainRequested request) => request.IdempotencyKey is null
        ? ""
        : " It may not exist either: where a run was asked for with this key before, that is the run, under its own "
            + "id.";

    private static CommandException Unknown(TrainRequested request, string why) => new(
        $"Whether run {request.RunId} was accepted is not known: {why.TrimEnd('.')}. It may go on.{Doubt(request)}",
        ExitCodes.LostSight);

    /// <summary>Whether, in an outage, the server may have what was asked, and only its answer is missing. One that
    /// nobody could connect to has nothing, and may be a wrong address; one that broke over a request breaks
    /// again.</summary>
    private static bool MayHaveArrived(Exception outage) => outage
        is not ApiException
        {
            Status: not (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout),
        }
        and not HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        };
}
