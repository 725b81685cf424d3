using Microsoft.Extensions.DependencyInjection;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Jobs;
using Trainyard.Monitoring.AnnounceOutcomes;
using Trainyard.Monitoring.KeepDeadLetters;
using Trainyard.Monitoring.SendAlerts;

namespace Trainyard.Monitoring;

/// <summary>Announces successes, tells those who asked to be told how a run ended, and keeps what nobody could
/// handle.</summary>
public sealed class MonitoringService : IYardService
{
    /// <inheritdoc/>
    public string Name => "monitoring";

    /// <inheritdoc/>
    public void Configure(ServiceBuilder service)
    {
        ArgumentNullException.ThrowIfNull(service);
        service.Documents(WatchedVersion.Collection);
        service.Job<AnnounceSuccess, AnnounceSuccessJob>();

        service.Services.AddSingleton(_ => new AlertSender(Environment.GetEnvironmentVariable));
        service.Services.AddSingleton<Alerts>();
        // A receiver may be away for a while: 12 attempts, each pause twice the last, reach over half an hour.
        service.OwnJob<SendAlert, SendAlertJob>(
            alert => $"{alert.Subject}/{alert.Number}", jobs => (jobs.Capacity, jobs.Attempts) = (8, 12),
            alert => alert.RunId);
        service.Consumer<AlertOnSuccess, AlertOnSuccessDefinition>();
        service.Consumer<AlertOnFailure, AlertOnFailureDefinition>();
        service.Consumer<AlertOnCancellation, AlertOnCancellationDefinition>();
        service.Routes(AlertRoutes.Map);

        service.Settings<DeadLetterSettings>("DeadLetters");
        service.Documents(DeadLetter.Collection);
        service.Documents(DeadQueue.Collection);
        service.ConsistencyCheck<DeadLetterCheck>();
        service.Services.AddSingleton<UnreportedCommands>();
        service.Services.AddSingleton<DeadLetterDecisions>();
        service.Services.AddSingleton<DeadLetterDepths>();
        service.Services.AddHostedService<DeadLetterBacklog>();
        service.DeadLetters<DeadLetterKeeping>((keeping, message, cancellation) =>
            keeping.Keep(message, cancellation));
        service.Routes(DeadRoutes.Map);
    }
}
