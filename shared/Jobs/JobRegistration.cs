using Microsoft.Extensions.DependencyInjection;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.Checkups;
using Trainyard.Jobs.Store;
using Trainyard.Jobs.Worker;
using Trainyard.Persistence.Documents;

namespace Trainyard.Jobs;

/// <summary>Adds jobs to a service.</summary>
public static class JobRegistration
{
    /// <summary>Adds the job that an order of a run's step leads to: one for each run.</summary>
    public static ServiceBuilder Job<TOrder, TJob>(this ServiceBuilder service, Step step)
        where TOrder : class, IRunMessage
        where TJob : class, IJob<TOrder>
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.Work<TOrder, TJob>(new(step, order => order.RunId.ToString(), service.Name)).Ordered<TOrder>();
    }

    /// <summary>Adds work that is no step of a run; the key tells two orders of one run apart.</summary>
    public static ServiceBuilder Job<TOrder, TJob>(this ServiceBuilder service, Func<TOrder, string> key)
        where TOrder : class, IRunMessage
        where TJob : class, IJob<TOrder>
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.Work<TOrder, TJob>(new(null, key, service.Name)).Ordered<TOrder>();
    }

    /// <summary>Adds work that the service orders itself, through <see cref="IOwnJobs{TOrder}"/>. Nothing of it crosses
    /// the bus: neither the order, nor the answer, nor a <see cref="StopWork"/>, so that it outlives its run.</summary>
    /// <param name="service">The service.</param>
    /// <param name="key">Tells two orders apart; one with a key that was stored before changes nothing.</param>
    /// <param name="defaults">Settings where none are given.</param>
    public static ServiceBuilder OwnJob<TOrder, TJob>(
        this ServiceBuilder service, Func<TOrder, string> key, Action<JobSettings> defaults)
        where TOrder : class, IRunMessage
        where TJob : class, IJob<TOrder>
    {
        ArgumentNullException.ThrowIfNull(service);
        service.Services.Configure(typeof(TOrder).Name, defaults);
        service.Services.AddSingleton<IOwnJobs<TOrder>, OwnJobs<TOrder>>();
        return service.Work<TOrder, TJob>(new(null, key, service.Name, IsOwn: true));
    }

    private static ServiceBuilder Ordered<TOrder>(this ServiceBuilder service)
        where TOrder : class, IRunMessage
    {
        service.Services.AddHostedService<AnswerSweeper<TOrder>>();
        return service
            .Consumer<JobConsumer<TOrder>, JobConsumerDefinition<TOrder>>()
            .Consumer<StopConsumer<TOrder>, StopConsumerDefinition<TOrder>>();
    }

    private static ServiceBuilder Work<TOrder, TJob>(this ServiceBuilder service, JobKind<TOrder> kind)
        where TOrder : class, IRunMessage
        where TJob : class, IJob<TOrder>
    {
        var services = service.Settings<JobSettings>(kind.Name, "Jobs", "Jobs:" + kind.Name)
            .KeyedDocuments(JobDocument.Collection)
            .KeyedDocuments(StoppedRun.Collection)
            .Services;
        services.AddSingleton(kind);
        services.AddSingleton(provider => new JobStore<TOrder>(
            provider.GetRequiredKeyedService<IDocuments<JobDocument>>(service.Name),
            provider.GetRequiredKeyedService<IDocuments<StoppedRun>>(service.Name),
            kind,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<JobBell<TOrder>>();
        services.AddSingleton<JobTeller<TOrder>>();
        services.AddSingleton<JobRunner<TOrder>>();
        services.AddScoped<IJob<TOrder>, TJob>();
        services.AddHostedService<JobWorker<TOrder>>();
        return service.Checkup(provider => new JobCheckup<TOrder>(
            provider.GetRequiredKeyedService<IDocuments<JobDocument>>(service.Name),
            kind,
            provider.GetService<EndOfRun>(),
            provider.GetRequiredService<TimeProvider>()));
    }
}
