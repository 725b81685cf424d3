using Trainyard.Api.Alerts;

namespace Trainyard.Cli.Run;

/// <summary>How far an alert is, in words, and why it is no further.</summary>
internal static class AlertWords
{
    public static string Of(AlertView alert) => alert.State switch
    {
        AlertState.Done => "sent",
        AlertState.GivenUp =>
            $"given up after {alert.Attempt} {(alert.Attempt == 1 ? "attempt" : "attempts")}{Why(alert)}",
        AlertState.UnderWay => $"not sent yet{Why(alert)}; it is tried again when a yard is up on this folder",
        _ => throw new InvalidOperationException($"An alert is in no state {alert.State}."),
    };

    private static string Why(AlertView alert) => alert.Failure is { } failure ? $" ({failure.TrimEnd('.')})" : "";
}
