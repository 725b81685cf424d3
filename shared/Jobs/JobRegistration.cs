using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Trainyard.Contracts;
using Trainyard.Hosting;
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
        where TJob : class, IJob<TOrder> =>
        service.Add<TOrder, TJob>(step, order => order.RunId.ToString());

    /// <summary>Adds work that is no step of a run; the key tells two orders of one run apart.</summary>
    public static ServiceBuilder Job<TOrder, TJob>(this ServiceBuilder service, Func<TOrder, string> key)
        where TOrder : class, IRunMessage
        where TJob : class, IJob<TOrder> =>
        service.Add<TOrder, TJob>(null, key);

    private static ServiceBuilder Add<TOrder, TJob>(this ServiceBuilder service, Step? step, Func<TOrder, string> key)
        where TOrder : class, IRunMessage
        where TJob : class, IJob<TOrder>
    {
        ArgumentNullException.ThrowIfNull(service);
        var services = service.Services;
        services.AddOptions<JobSettings>(typeof(TOrder).Name)
            .BindConfiguration("Jobs")
            .BindConfiguration($"Jobs:{typeof(TOrder).Name}")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddKeyedSingleton<IDocuments<JobDocument>>(
            service.Name, (provider, _) => service.Database(provider).Collection(JobDocument.Collection));
        services.AddSingleton(new JobKind<TOrder>(step, key, service.Name));
        services.AddSingleton(provider => new JobStore<TOrder>(
            provider.GetRequiredKeyedService<IDocuments<JobDocument>>(service.Name),
            provider.GetRequiredService<JobKind<TOrder>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<JobBell<TOrder>>();
        services.AddScoped<IJob<TOrder>, TJob>();
        services.AddHostedService<JobWorker<TOrder>>();
        return service
            .Consumer<JobConsumer<TOrder>, JobConsumerDefinition<TOrder>>()
            .Consumer<StopConsumer<TOrder>, StopConsumerDefinition<TOrder>>();
    }
}
