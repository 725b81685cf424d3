using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Trainyard.Hosting.Bus;
using Trainyard.Hosting.CollectBlobs;
using Trainyard.Hosting.Bus.DeadLetters;
using Trainyard.Hosting.Http;
using Trainyard.Hosting.Requests;
using Trainyard.Hosting.Settings;
using Trainyard.Hosting.Stores;
using Trainyard.Hosting.Telemetry;

namespace Trainyard.Hosting;

/// <summary>Puts a process together: one service, or all of them. Bus, stores, logging, telemetry and health are chosen
/// here.</summary>
public sealed class YardBuilder
{
    private const int LeastThreads = 32;

    private readonly WebApplicationBuilder _web;
    private readonly List<string> _names = [];
    private YardUse _use = YardUse.Work;

    /// <summary>Begins a process. Settings come from appsettings.json, the environment (<c>TRAINYARD_</c> in front,
    /// <c>__</c> for a level) and the command line, the later ones first.</summary>
    public YardBuilder(string[] args)
    {
        ProcessCulture.BeInvariant();
        // Native training and queries hold their threads for long. Whoever renews leases or carries messages meanwhile
        // must not wait for the pool to grow, which it does by one or two threads a second.
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, LeastThreads), ports);
        _web = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
        });
        _web.Configuration.AddEnvironmentVariables("TRAINYARD_");
        _web.Configuration.AddCommandLine(args);
        Services.TryAddSingleton(TimeProvider.System);
    }

    /// <summary>What the process is made of.</summary>
    public IServiceCollection Services => _web.Services;

    /// <summary>The settings of the process.</summary>
    public IConfigurationManager Configuration => _web.Configuration;

    /// <summary>The services that keep documents.</summary>
    internal SortedSet<string> DocumentOwners { get; } = new(StringComparer.Ordinal);

    internal List<Action<IBusRegistrationConfigurator>> BusParts { get; } = [];

    internal DeadLetterKeeper? DeadLetterKeeper { get; set; }

    internal List<Action<IEndpointRouteBuilder>> RouteParts { get; } = [];

    /// <summary>What a process that only reads does all the same in the background.</summary>
    internal List<Action<IServiceCollection>> ReadingParts { get; } = [];

    /// <summary>Adds a service.</summary>
    public YardBuilder Add(IYardService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        _names.Add(service.Name);
        service.Configure(new ServiceBuilder(this, service.Name));
        return this;
    }

    /// <summary>Has the process remove blobs that no record names, from time to time: only for one that all services
    /// are in, since the records of those that are not there would not be seen.</summary>
    public YardBuilder CollectBlobs()
    {
        Services.AddHostedService<RegularCollection>();
        return this;
    }

    /// <summary>Makes it a process that only reads: it answers over HTTP from what is stored, and does no work. Nothing
    /// is received, claimed, sent or written, whoever else works on the same stores.</summary>
    /// <param name="loadsModels">Whether what is deployed is loaded, to answer predictions.</param>
    public YardBuilder OnlyRead(bool loadsModels)
    {
        _use = loadsModels ? YardUse.Predictions : YardUse.Reading;
        Configuration["Documents:ReadOnly"] = "true";
        Configuration["Bus:Transport"] = nameof(BusTransport.InMemory);
        return this;
    }

    /// <summary>The process, ready to run.</summary>
    /// <exception cref="SettingsException">A setting has no possible value.</exception>
    public WebApplication Build()
    {
        var door = Door.Of(Configuration);
        _web.AddYardLogging(_names);
        _web.AddYardTelemetry(_names);
        Services.AddYardStores(DocumentOwners);
        Services.AddYardBus(Configuration, BusParts, DeadLetterKeeper);
        Services.AddProblemDetails();
        Services.AddExceptionHandler<UnreadableRequest>();
        // The last, since nothing passes it.
        Services.AddExceptionHandler<UnforeseenFailure>();
        var http = SettingsReader.Read<HttpSettings>(_web.Configuration, "Http");
        Services.AddSingleton(http);
        Services.AddSingleton(new OwnFile(http.KeyFile));
        foreach (var file in OwnFile.OfCertificates(Configuration))
            Services.AddSingleton(file);
        Services.AddSingleton(_ => new PassOn(http.PassOn, http.PassOnTimeout));
        Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        Services.AddSingleton(new ProcessUse(_use));
        if (_use != YardUse.Work)
            LeaveWorkToOthers();

        var app = _web.Build();
        app.Services.CheckSettings();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(door.Pass);
        app.Use(app.Services.GetRequiredService<PassOn>().Pass);
        app.Use(BodyCharset.Pass);
        app.MapYardHealth();
        foreach (var map in RouteParts)
            map(app);
        return app;
    }

    /// <summary>All work in the background is a hosted service: the bus, workers, sweepers. What answers over HTTP is
    /// added when the process is built.</summary>
    private void LeaveWorkToOthers()
    {
        Services.RemoveAll<IHostedService>();
        if (_use != YardUse.Predictions)
            return;
        foreach (var part in ReadingParts)
            part(Services);
    }

    /// <summary>Builds and runs a process of the given services until it is told to stop. Settings that are not
    /// possible end it with exit code 1 and a line for each, and so does a part of it that breaks.</summary>
    public static async Task Run(string[] args, params IYardService[] services)
    {
        ArgumentNullException.ThrowIfNull(services);
        try
        {
            var yard = new YardBuilder(args);
            foreach (var service in services)
                yard.Add(service);
            Environment.ExitCode = await Run(yard.Build());
        }
        catch (SettingsException exception)
        {
            Environment.ExitCode = 1;
            await Console.Error.WriteLineAsync(exception.Message);
        }
    }

    /// <summary>Runs a process until it is told to stop, and gives its exit code: 1 when a part of it broke.</summary>
    public static async Task<int> Run(WebApplication process)
    {
        ArgumentNullException.ThrowIfNull(process);
        using var end = new LastResort(process);
        await using (process)
        {
            await process.StartAsync();
            process.Logger.LogInformation("Started; it answers at {Addresses}", string.Join(", ", process.Urls));
            await process.WaitForShutdownAsync();
            return HasBroken(process) ? 1 : 0;
        }
    }

    /// <summary>Whether work in the background broke, which ends its process.</summary>
    public static bool HasBroken(IHost process) => WhyBroken(process) is not null;

    /// <summary>What broke of the work in the background; null when nothing did.</summary>
    public static Exception? WhyBroken(IHost process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return process.Services.GetServices<IHostedService>().OfType<BackgroundService>()
            .Select(work => work.ExecuteTask?.Exception).FirstOrDefault(broken => broken is not null);
    }
}
