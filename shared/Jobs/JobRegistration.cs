using Microsoft.Extensions.DependencyInjection;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Jobs.Store;
using Trainyard.Jobs.Worker;
using Trainyard.Persistence.Documents;

namespace Trainyard.Jobs;

/// <summary>Adds jobs to a service.</summary>
public static class JobRegistration
{
    /// <summary>Adds the job that a command of a run's step leads to: one for each run.</summary>
    public static ServiceBuilder Job<TCommand, TJob>(this ServiceBuilder service, Step step)
        where TCommand : class, IRunMessage
        where TJob : class, IJob<TCommand>
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.Work<TCommand, TJob>(new(step, command => command.RunId.ToString(), service.Name))
            .FromBus<TCommand>();
    }

    /// <summary>Adds work that is no step of a run; the key tells two commands of one run apart.</summary>
    public static ServiceBuilder Job<TCommand, TJob>(this ServiceBuilder service, Func<TCommand, string> key)
        where TCommand : class, IRunMessage
        where TJob : class, IJob<TCommand>
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.Work<TCommand, TJob>(new(null, key, service.Name)).FromBus<TCommand>();
    }

    /// <summary>Adds work that the service gives itself, through <see cref="IOwnJobs{TCommand}"/>. Nothing of it
    /// crosses the bus: neither the command, nor the reply, nor a <see cref="StopWork"/>, so that it outlives its
    /// run.</summary>
    /// <param name="service">The service.</param>
    /// <param name="key">Tells two commands apart; one with a key that was stored before changes nothing.</param>
    /// <param name="defaults">Settings where none are given.</param>
    public static ServiceBuilder OwnJob<TCommand, TJob>(
        this ServiceBuilder service, Func<TCommand, string> key, Action<JobSettings> defaults)
        where TCommand : class, IRunMessage
        where TJob : class, IJob<TCommand>
    {
        ArgumentNullException.ThrowIfNull(service);
        service.Services.Configure(typeof(TCommand).Name, defaults);
        service.Services.AddSingleton<IOwnJobs<TCommand>, OwnJobs<TCommand>>();
        return service.Work<TCommand, TJob>(new(null, key, service.Name, IsOwn: true));
    }

    private static ServiceBuilder FromBus<TCommand>(this ServiceBuilder service)
        where TCommand : class, IRunMessage
    {
        service.Services.AddHostedService<ReplySweeper<TCommand>>();
        return service
            .Consumer<JobConsumer<TCommand>, JobConsumerDefinition<TCommand>>()
            .Consumer<StopConsumer<TCommand>, StopConsumerDefinition<TCommand>>();
    }

    private static ServiceBuilder Work<TCommand, TJob>(this ServiceBuilder service, JobKind<TCommand> kind)
        where TCommand : class, IRunMessage
        where TJob : class, IJob<TCommand>
    {
        var services = service.Settings<JobSettings>(kind.Name, "Jobs", "Jobs:" + kind.Name)
            .KeyedDocuments(JobDocument.Collection)
            .KeyedDocuments(StoppedRun.Collection)
            .Services;
        services.AddSingleton(kind);
        services.AddSingleton(provider => new JobStore<TCommand>(
            provider.GetRequiredKeyedService<IDocuments<JobDocument>>(service.Name),
            provider.GetRequiredKeyedService<IDocuments<StoppedRun>>(service.Name),
            kind,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<JobSignal<TCommand>>();
        services.AddSingleton<JobPublisher<TCommand>>();
        services.AddSingleton<JobRunner<TCommand>>();
        services.AddScoped<IJob<TCommand>, TJob>();
        services.AddHostedService<JobWorker<TCommand>>();
        return service.ConsistencyCheck(provider => new JobCheck<TCommand>(
            provider.GetRequiredKeyedService<IDocuments<JobDocument>>(service.Name),
            kind,
            provider.GetService<EndOfRun>(),
            provider.GetRequiredService<TimeProvider>()));
    }
}
