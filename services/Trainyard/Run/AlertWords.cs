using Trainyard.Api.Alerts;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Run;

/// <summary>How far an alert is, in words, and why it is no further.</summary>
/// <param name="retries">Who tries it again, as the end of a sentence.</param>
internal sealed class AlertWords(string retries)
{
    /// <summary>The words for alerts of a yard.</summary>
    /// <param name="yard">The yard: a server goes on with them by itself, a folder once somebody works in it.</param>
    /// <param name="sameYard">The options that say which yard.</param>
    public static AlertWords In(IYard yard, string sameYard) => new(yard switch
    {
        RemoteYard { IsOnThisMachine: false } => "the server tries it again",
        RemoteYard or JoinedYard => "the process that works in the folder tries it again",
        ReadingYard { IdleFolder: null } => "Alerting tries it again once it runs",
        ReadingYard { IdleFolder: { } folder } when YardFolder.IsServed(folder) =>
            $"it is tried again by {Invocation.Command} up{sameYard}",
        // Its caller's rights, which may be what it takes to reach the receiver, are those of the next run alone.
        LocalYard or ReadingYard =>
            $"it is tried again by the next {Invocation.Command} run in this folder",
        _ => throw new InvalidOperationException($"Nobody said who goes on with alerts of {yard.GetType().Name}."),
    });

    public string Of(AlertView alert) => alert.State switch
    {
        AlertState.Done => "sent",
        AlertState.GivenUp =>
            $"given up after {alert.Attempt} {(alert.Attempt == 1 ? "attempt" : "attempts")}{Why(alert)}",
        AlertState.UnderWay => $"not sent yet{Why(alert)}; {retries}",
        _ => throw new InvalidOperationException($"An alert is in no state {alert.State}."),
    };

    private static string Why(AlertView alert) => alert.Failure is { } failure ? $" ({failure.TrimEnd('.')})" : "";
}
