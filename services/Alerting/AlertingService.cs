using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Trainyard.Alerting.SendAlerts;
using Trainyard.DeadLetters;
using Trainyard.Hosting;
using Trainyard.Hosting.Stores;
using Trainyard.Jobs;
using Trainyard.Pipelines;

namespace Trainyard.Alerting;

/// <summary>Tells those who asked to be told how a run ended, or that dead letters pile up; keeps dead
/// letters.</summary>
public sealed class AlertingService : IYardService
{
    /// <inheritdoc/>
    public string Name => "alerting";

    /// <inheritdoc/>
    public void Configure(ServiceBuilder service)
    {
        ArgumentNullException.ThrowIfNull(service);
        AlertSenders.All.RequireAll();
        service.Settings<DeadLetterReceiver>("DeadLetters");
        service.Settings<AlertingSettings>("Alerting");
        service.Settings<SecretSettings>("Secrets");
        service.Services.TryAddSingleton(
            provider => AllowedVariables.OfThisProcess(provider.GetRequiredService<SecretSettings>()));
        service.Services.AddSingleton(
            provider => OutgoingAddresses.Of(provider.GetRequiredService<AlertingSettings>()));
        service.Services.AddSingleton<AlertSender>();
        service.Services.AddSingleton<Alerts>();
        // A receiver may be away for a while: 12 attempts, each pause twice the last, reach over half an hour.
        service.OwnJob<SendAlert, SendAlertJob>(
            alert => alert.AlertId, jobs => (jobs.Capacity, jobs.Attempts) = (8, 12), alert => alert.RunId);
        service.Bus(AlertOnEndings.Add);
        service.Consumer<AlertOnDeadLetters, AlertOnDeadLettersDefinition>();
        service.Consumer<AlertOnRefusedDeployment, AlertOnRefusedDeploymentDefinition>();
        service.Services.AddSingleton<WaitingWork>(provider => cancellation => AlertRoutes.Waiting(
            provider.GetRequiredService<IOwnJobs<SendAlert>>(), cancellation));
        service.Services.AddSingleton<GivenUpWork>(provider => cancellation => AlertRoutes.GivenUp(
            provider.GetRequiredService<IOwnJobs<SendAlert>>(), cancellation));
        service.Routes(AlertRoutes.Map);
        service.AddDeadLetters();
    }
}
