using System.Net;
using Trainyard.Api;
using Trainyard.Api.Runs;
using Trainyard.Cli.Terminal;

namespace Trainyard.Cli.Run;

/// <summary>Cancels a run and follows it to its end. Whoever told the command to end waits for it: where the server
/// does not answer that is given up, and said, soon.</summary>
/// <param name="client">The server.</param>
/// <param name="runId">The run.</param>
/// <param name="timeout">How long the server may be away, or not take the word.</param>
/// <param name="sameYard">The options that say which yard, for what is printed.</param>
internal sealed class RunEnding(TrainyardClient client, Guid runId, TimeSpan timeout, string sameYard)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a request that was broken off may be on its way.</summary>
    private static readonly TimeSpan Way = TimeSpan.FromSeconds(2);

    /// <summary>Whether the server said that it has the run.</summary>
    public bool IsAccepted { get; init; } = true;

    /// <exception cref="OperationCanceledException">The server never had the run.</exception>
    /// <exception cref="CommandException">Whether the run ends is not known.</exception>
    public async Task<RunView> ToTheEnd()
    {
        Screen.Error("Cancelling the run ...");
        await Cancel();
        return await new RunFollower(client, runId, timeout) { AnswerTimeout = timeout }
            .ToTheEnd(_ => { }, CancellationToken.None);
    }

    /// <summary>Asks until the run has the word, or has ended: one that has just been accepted can't be told
    /// yet.</summary>
    private async Task Cancel()
    {
        var start = TimeProvider.System.GetTimestamp();
        using var bound = new CancellationTokenSource(timeout, TimeProvider.System);
        var request = new CancelRequest(Environment.UserName, "interrupted at the terminal");
        var why = $"nobody answers for {Words.Duration(timeout)}";
        try
        {
            while (true)
            {
                try
                {
                    _ = await client.Runs.Cancel(runId, request, bound.Token);
                    return;
                }
                catch (ApiException refusal) when (!refusal.IsOutage)
                {
                    why = refusal.Detail;
                    if (!IsAccepted && refusal.Status == HttpStatusCode.NotFound
                        && TimeProvider.System.GetElapsedTime(start) >= Way)
                        throw new OperationCanceledException();
                    if (await HasEnded(bound.Token))
                        return;
                }
                catch (Exception outage) when (RunFollower.IsOutage(outage, bound.Token))
                {
                    why = $"the server can't be reached ({outage.Message})";
                }

                await Task.Delay(Interval, TimeProvider.System, bound.Token);
            }
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested)
        {
            throw Untold(why);
        }
        catch (CommandException refusal)
        {
            throw Untold(refusal.Message);
        }
    }

    private async Task<bool> HasEnded(CancellationToken cancellation)
    {
        try
        {
            return (await client.Runs.Read(runId, cancellation)).Outcome is not null;
        }
        catch (Exception outage) when (RunFollower.IsOutage(outage, cancellation))
        {
            return false;
        }
        catch (ApiException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private CommandException Untold(string why) => new(
        $"Run {runId} could not be told to stop: {why.TrimEnd('.')}. It may go on. To cancel it: {Invocation.Command} "
        + $"cancel {runId}{sameYard}",
        ExitCodes.LostSight);
}
