using Trainyard.Contracts;

namespace Trainyard.Monitoring.SendAlerts;

/// <summary>Order of Monitoring to itself: send one alert to one receiver.</summary>
internal sealed record SendAlert : IRunMessage
{
    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The place of the receiver in the pipeline's list, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The address as the pipeline file writes it, secrets unresolved.</summary>
    public required string Webhook { get; init; }

    /// <summary>What to send.</summary>
    public required Alert Alert { get; init; }
}

/// <summary>The receiver took the alert. Stays with the job.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Number">See <see cref="SendAlert.Number"/>.</param>
/// <param name="Status">The status that the receiver answered with.</param>
internal sealed record AlertSent(Guid RunId, int Number, int Status) : IRunMessage;
