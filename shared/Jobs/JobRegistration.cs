using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.Stores;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Hosting.Retention;
using Trainyard.Jobs.Budget;
using Trainyard.Jobs.Store;
using Trainyard.Jobs.Worker;
using Trainyard.Persistence.Documents;

namespace Trainyard.Jobs;

/// <summary>Adds jobs to a service.</summary>
public static class JobRegistration
{
    /// <summary>Adds the job that a command leads to: one for each <see cref="ICommand.Key"/>. When it can't be done,
    /// the run receives <see cref="StepFaulted"/> where it is a step of one, and otherwise whoever asked
    /// <see cref="JobFaulted"/>.</summary>
    /// <param name="service">The service.</param>
    /// <param name="mayBeStopped">Whether what stops the run stops the work. Where it is false, work that has an effect
    /// is done to the end, and whoever keeps the record of the effect is told.</param>
    /// <param name="isHeavy">Whether it works on whole tables, and takes a part of <c>Budget:Memory</c>.</param>
    /// <param name="defaults">Settings where none are given and those of all jobs are not right.</param>
    public static ServiceBuilder Job<TCommand, TJob>(
        this ServiceBuilder service, bool mayBeStopped = true, bool isHeavy = false,
        Action<JobSettings>? defaults = null)
        where TCommand : class, ICommand
        where TJob : class, IJob<TCommand>
    {
        ArgumentNullException.ThrowIfNull(service);
        if (defaults is not null)
            service.Services.Configure(typeof(TCommand).Name, defaults);
        var kind = new JobKind<TCommand>(command => command.Key, Performer.Of<TJob>(service.Name))
        {
            Step = Sequence.OfCommand(typeof(TCommand))?.Step,
            Run = command => command.Run,
            Flow = command => command.Flow,
            IsHeavy = isHeavy,
        };
        service.Publishes<StepFaulted>().Publishes<JobFaulted>();
        if (Sequence.OfCommand(typeof(TCommand)) is { } step)
        {
            service.Publishes<StepBegun>().Publishes<AttemptFailed>().Publishes(step.Said ?? step.Reply!);
            if (step.Refusal is { } refusal)
                service.Publishes(refusal);
        }

        service.Work<TCommand, TJob>(kind).Consumer<JobConsumer<TCommand>, JobConsumerDefinition<TCommand>>();
        service.Services.AddHostedService<ReplySweeper<TCommand>>();
        return mayBeStopped && typeof(TCommand).IsAssignableTo(typeof(IRunMessage))
            ? service.Consumer<StopConsumer<TCommand>, StopConsumerDefinition<TCommand>>()
            : service;
    }

    /// <summary>Adds work that the service gives itself, through <see cref="IOwnJobs{TCommand}"/>. Nothing of it
    /// crosses the bus: neither the command, nor the reply, nor a <see cref="StopWork"/>, so that it outlives its
    /// run.</summary>
    /// <param name="service">The service.</param>
    /// <param name="key">Tells two commands apart; one with a key that was stored before changes nothing.</param>
    /// <param name="defaults">Settings where none are given.</param>
    /// <param name="run">The run that a command is about, to find it by; left out where none is about one.</param>
    public static ServiceBuilder OwnJob<TCommand, TJob>(
        this ServiceBuilder service, Func<TCommand, string> key, Action<JobSettings> defaults,
        Func<TCommand, Guid?>? run = null)
        where TCommand : class
        where TJob : class, IJob<TCommand>
    {
        ArgumentNullException.ThrowIfNull(service);
        service.Services.Configure(typeof(TCommand).Name, defaults);
        service.Services.AddSingleton<IOwnJobs<TCommand>, OwnJobs<TCommand>>();
        return service.Work<TCommand, TJob>(new(key, Performer.Of<TJob>(service.Name))
        {
            IsOwn = true, Run = run ?? (_ => null),
        });
    }

    private static ServiceBuilder Work<TCommand, TJob>(this ServiceBuilder service, JobKind<TCommand> kind)
        where TCommand : class
        where TJob : class, IJob<TCommand>
    {
        var services = service.Settings<JobSettings>(kind.Name, "Jobs", "Jobs:" + kind.Name)
            .KeyedDocuments(JobDocument.Collection)
            .KeyedDocuments(StoppedRun.Collection)
            .Settings<BudgetSettings>("Budget")
            .Services;
        services.TryAddSingleton<WorkBudget>();
        // Once for all kinds of the service: they share a collection.
        if (!services.Any(part => part.IsKeyedService && part.ServiceType == typeof(JobRetention)
            && Equals(part.ServiceKey, service.Name)))
        {
            services.AddKeyedSingleton(service.Name, (provider, _) => new JobRetention(
                provider.GetRequiredKeyedService<IDocuments<JobDocument>>(service.Name),
                provider.GetRequiredKeyedService<IDocuments<StoppedRun>>(service.Name),
                provider.GetRequiredService<RetentionSettings>(),
                provider.GetRequiredService<TimeProvider>()));
            service.Retention(provider => provider.GetRequiredKeyedService<JobRetention>(service.Name));
        }

        services.AddSingleton(kind);
        services.AddSingleton(provider => new JobStore<TCommand>(
            provider.GetRequiredKeyedService<IDocuments<JobDocument>>(service.Name),
            provider.GetRequiredKeyedService<IDocuments<StoppedRun>>(service.Name),
            kind,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<OpenWork>(provider => cancellation =>
            provider.GetRequiredKeyedService<IDocuments<JobDocument>>(service.Name)
                .LookOpen(kind.Name, provider.GetService<EndOfRun>(), cancellation));
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
