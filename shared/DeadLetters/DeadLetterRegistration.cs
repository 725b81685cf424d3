using Trainyard.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Trainyard.Api;
using Trainyard.Hosting;

namespace Trainyard.DeadLetters;

/// <summary>Adds the room of dead letters to a service.</summary>
public static class DeadLetterRegistration
{
    /// <summary>Makes the service the one that keeps what nobody could handle, in its own database, with what people
    /// decide about it. One service of a yard has it.</summary>
    public static ServiceBuilder AddDeadLetters(this ServiceBuilder service)
    {
        ArgumentNullException.ThrowIfNull(service);
        service.Settings<DeadLetterSettings>("DeadLetters");
        service.Settings<TextSettings>("Texts").Services.TryAddSingleton<Texts>();
        service.Documents(DeadLetter.Collection);
        service.Documents(DeadQueue.Collection);
        service.Retention(provider => ActivatorUtilities.CreateInstance<DeadLetterRetention>(provider));
        service.ConsistencyCheck<DeadLetterCheck>();
        service.Services.AddSingleton<UnreportedDeaths>();
        service.Services.AddSingleton<StepOwners>();
        service.Services.AddSingleton<DeadBodies>();
        service.Services.AddSingleton<DeadLetterDecisions>();
        service.Services.AddSingleton<DeadLetterDepths>();
        service.Services.AddHostedService<DeadLetterBacklog>();
        service.DeadLetters<DeadLetterKeeping>((keeping, message, cancellation) =>
            keeping.Keep(message, cancellation));
        service.Publishes<StepFaulted>().Publishes<JobFaulted>().Publishes<RequestLost>();
        service.Publishes<DeadLettersPiledUp>();
        return service.Routes(DeadLetterRoutes.Map);
    }
}
