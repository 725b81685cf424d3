using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Hosting.Bus.DeadLetters;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Hosting.Retention;
using Trainyard.Hosting.Settings;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;

namespace Trainyard.Hosting;

/// <summary>What a service says of itself while the process is put together.</summary>
public sealed class ServiceBuilder
{
    private readonly YardBuilder _yard;

    internal ServiceBuilder(YardBuilder yard, string name) => (_yard, Name) = (yard, name);

    /// <summary>The name of the service.</summary>
    public string Name { get; }

    /// <summary>Everything else the service needs.</summary>
    public IServiceCollection Services => _yard.Services;

    /// <summary>The settings of the process.</summary>
    public IConfiguration Configuration => _yard.Configuration;

    /// <summary>Binds a settings section; a value out of its range stops the process at start, by name. Services of a
    /// process may share a section: once is enough, and again does no harm.</summary>
    public ServiceBuilder Settings<T>(string section)
        where T : class
    {
        if (Services.Any(part => part.ServiceType == typeof(T)))
            return this;
        Services.AddSettings<T>(Options.DefaultName, section);
        Services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
        return this;
    }

    /// <summary>Binds settings of which there are several, each by its name; later sections win over earlier
    /// ones.</summary>
    public ServiceBuilder Settings<T>(string name, params string[] sections)
        where T : class
    {
        Services.AddSettings<T>(name, sections);
        return this;
    }

    /// <summary>Adds a collection of documents to the service's own database.</summary>
    public ServiceBuilder Documents<T>(DocumentCollection<T> collection)
        where T : class
    {
        _yard.DocumentOwners.Add(Name);
        Services.AddSingleton(provider => Database(provider).Collection(collection));
        return Kept(collection);
    }

    /// <summary>Adds a collection that several services of a process have, each in its own database: asked for by the
    /// name of the service. Once is enough, and again does no harm.</summary>
    public ServiceBuilder KeyedDocuments<T>(DocumentCollection<T> collection)
        where T : class
    {
        if (Services.Any(part => part.ServiceType == typeof(IDocuments<T>) && Equals(part.ServiceKey, Name)))
            return this;
        _yard.DocumentOwners.Add(Name);
        Services.AddKeyedSingleton(Name, (provider, _) => Database(provider).Collection(collection));
        return Kept(collection);
    }

    /// <summary>What lies beside the records of each collection is what they say.</summary>
    private ServiceBuilder Kept<T>(DocumentCollection<T> collection)
        where T : class
    {
        Services.AddSingleton(new ServiceConsistencyCheck(
            Name, provider => new BesideCheck<T>(Database(provider).Collection(collection), ofBlobs: true),
            IsDeep: true));
        return ConsistencyCheck(provider => new BesideCheck<T>(Database(provider).Collection(collection)));
    }

    /// <summary>Adds a promise about what the service stores, for <c>trainyard doctor</c> to look at.</summary>
    public ServiceBuilder ConsistencyCheck<T>()
        where T : class, IConsistencyCheck =>
        ConsistencyCheck(provider => ActivatorUtilities.CreateInstance<T>(provider));

    /// <summary>Adds a promise about what the service stores, for <c>trainyard doctor</c> to look at.</summary>
    public ServiceBuilder ConsistencyCheck(Func<IServiceProvider, IConsistencyCheck> create)
    {
        Services.AddSingleton(new ServiceConsistencyCheck(Name, create));
        return this;
    }

    /// <summary>Adds a rule for how long something is kept, see <see cref="RetentionSettings"/>.</summary>
    public ServiceBuilder Retention(Func<IServiceProvider, IRetention> create)
    {
        Settings<RetentionSettings>("Retention");
        Services.AddSingleton<IHostedService>(provider => new RegularRetention(
            Name,
            create(provider),
            provider.GetRequiredService<RetentionSettings>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RegularRetention>>()));
        return this;
    }

    /// <summary>Says that a file which the settings name is the yard's own, see <see cref="YardFolders"/>.</summary>
    public ServiceBuilder OwnFile(Func<IServiceProvider, string?> path)
    {
        Services.AddSingleton(provider => new OwnFile(path(provider)));
        return this;
    }

    /// <summary>The service's own database.</summary>
    public IDocumentDatabase Database(IServiceProvider provider) =>
        provider.GetRequiredService<DocumentDatabases>().Of(Name);

    /// <summary>Adds a consumer with its definition; the definition names the queue.</summary>
    public ServiceBuilder Consumer<TConsumer, TDefinition>()
        where TConsumer : class, IConsumer
        where TDefinition : class, IConsumerDefinition<TConsumer> =>
        Bus(bus => bus.AddConsumer<TConsumer, TDefinition>());

    /// <summary>Says that the service publishes a message; what is not said, its login at the broker may not.</summary>
    public ServiceBuilder Publishes<T>()
        where T : class, IMessage => Publishes(typeof(T));

    /// <summary>Says that the service publishes messages; what is not said, its login at the broker may not.</summary>
    public ServiceBuilder Publishes(params IEnumerable<Type> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        foreach (var message in messages)
            Services.AddSingleton(new PublishedMessage(Name, message));
        return this;
    }

    /// <summary>Adds anything else to the bus.</summary>
    public ServiceBuilder Bus(Action<IBusRegistrationConfigurator> configure)
    {
        _yard.BusParts.Add(configure);
        return this;
    }

    /// <summary>Makes the service the one that keeps dead letters, whatever they are. A message leaves their queue once
    /// it is kept; where that fails it is tried again.</summary>
    public ServiceBuilder DeadLetters<TKeeper>(Func<TKeeper, DeadMessage, CancellationToken, Task> keep)
        where TKeeper : class
    {
        Services.AddSingleton<TKeeper>();
        _yard.DeadLetterKeeper = (provider, message, cancellation) =>
            keep(provider.GetRequiredService<TKeeper>(), message, cancellation);
        return this;
    }

    /// <summary>Adds work in the background that a process which answers predictions and does nothing else needs too,
    /// see <see cref="YardBuilder.OnlyRead"/>.</summary>
    public ServiceBuilder HostedWhenReading<T>()
        where T : class, IHostedService
    {
        Services.AddHostedService<T>();
        _yard.ReadingParts.Add(services => services.AddHostedService<T>());
        return this;
    }

    /// <summary>Adds HTTP routes.</summary>
    public ServiceBuilder Routes(Action<IEndpointRouteBuilder> map)
    {
        _yard.RouteParts.Add(map);
        return this;
    }
}
