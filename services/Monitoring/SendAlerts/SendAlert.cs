using Trainyard.Contracts;

namespace Trainyard.Monitoring.SendAlerts;

/// <summary>Command of Monitoring to itself: send one alert to one receiver.</summary>
internal sealed record SendAlert
{
    /// <summary>What it is about: the run, or the filling of a queue with dead letters.</summary>
    public required Guid Subject { get; init; }

    /// <summary>The run, where it is about one.</summary>
    public Guid? RunId => Alert?.RunId;

    /// <summary>The place of the receiver in the pipeline's list, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The address as the pipeline file writes it, secrets unresolved.</summary>
    public required string Webhook { get; init; }

    /// <summary>What to send of a run; null when it is about no run.</summary>
    public Alert? Alert { get; init; }

    /// <summary>What to send of dead letters; null when it is about none.</summary>
    public DeadLettersAlert? DeadLetters { get; init; }
}

/// <summary>The receiver took the alert. Stays with the job.</summary>
/// <param name="Subject">See <see cref="SendAlert.Subject"/>.</param>
/// <param name="Number">See <see cref="SendAlert.Number"/>.</param>
/// <param name="Status">The status that the receiver answered with.</param>
internal sealed record AlertSent(Guid Subject, int Number, int Status) : IMessage;
