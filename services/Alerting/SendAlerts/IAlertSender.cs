using Trainyard.Jobs;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Kinds;
using Trainyard.Pipelines.Receivers;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>Gets an alert to one receiver.</summary>
internal interface IAlertSender
{
    /// <summary>Sends an alert and says what the receiver answered.</summary>
    /// <exception cref="AlertOutageException">The receiver is away, or its address not known yet; try
    /// again.</exception>
    /// <exception cref="Jobs.StepFaultException">The receiver refuses; trying again would not help.</exception>
    Task<string> Send(Delivery delivery, CancellationToken cancellation);
}

/// <summary>Gets alerts to receivers of one kind. A class takes the receiver in its constructor.</summary>
/// <typeparam name="TReceiver">The receiver, as pipeline files define it.</typeparam>
internal interface IAlertSender<TReceiver> : IAlertSender
    where TReceiver : ReceiverDefinition;

/// <summary>An alert on its way.</summary>
/// <param name="AlertId">Its key, the same however often it is sent.</param>
/// <param name="Receiver">The receiver as anybody may read it, as a sentence begins.</param>
/// <param name="Body">A JSON document, UTF-8.</param>
/// <param name="Variables">The variables that its address may name.</param>
/// <param name="Http">What speaks HTTP: it follows no redirect, and logs no address.</param>
internal sealed record Delivery(
    string AlertId, string Receiver, byte[] Body, AllowedVariables Variables, HttpClient Http);

/// <summary>The senders, by the receivers they are for.</summary>
internal static class AlertSenders
{
    public static KindClasses All { get; } =
        new(ReceiverKinds.All, typeof(IAlertSender<>), typeof(AlertSenders).Assembly);
}

/// <summary>An alert could not be sent now. It holds no address but as a pipeline file writes it.</summary>
internal sealed class AlertOutageException(string message) : OutageException(message);
