using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Jobs.Store;
using Trainyard.Persistence.Documents;

namespace Trainyard.Jobs.Tests;

/// <summary>A service whose work belongs to no run: some that is asked for on the bus, some that it gives itself, and
/// some that belongs to a run when it is asked for so.</summary>
internal sealed class FreeYard : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly FreeService _service;
    private readonly string _folder;

    private FreeYard(WebApplication app, FreeService service, string folder) =>
        (_app, _service, _folder) = (app, service, folder);

    public IBus Bus => _app.Services.GetRequiredService<IBus>();

    public IOwnJobs<Tidy> Own => _app.Services.GetRequiredService<IOwnJobs<Tidy>>();

    public IDocuments<JobDocument> Jobs =>
        _app.Services.GetRequiredKeyedService<IDocuments<JobDocument>>(_service.Name);

    /// <summary>Starts it, on a bus in memory unless the settings say otherwise.</summary>
    /// <param name="fails">Why an attempt fails, or null when it does not.</param>
    /// <param name="settings">Further settings, <c>--NAME=VALUE</c>.</param>
    public static async Task<FreeYard> Start(Func<JobContext, string?> fails, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("jobs-").FullName;
        var service = new FreeService(fails);
        var app = new YardBuilder(
        [
            "--Urls=http://127.0.0.1:0", $"--Data:Folder={folder}", "--Logging:Level=Fatal",
            "--Jobs:PollInterval=00:00:00.050", "--Jobs:RetryAfter=00:00:00.010", "--Jobs:Attempts=2",
            .. settings,
        ]).Add(service).Build();
        await app.StartAsync();
        // Over RabbitMQ a process starts before its queues are there, and what is published then reaches nobody.
        await app.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(
            BusHealthStatus.Healthy, TestContext.Current.CancellationToken);
        return new FreeYard(app, service, folder);
    }

    /// <summary>The first message of a kind.</summary>
    public Task<T> Heard<T>()
        where T : class =>
        JobYard.Until(() => Task.FromResult(_service.Received.OfType<T>().FirstOrDefault()));

    public bool HasHeard<T>() => _service.Received.OfType<T>().Any();

    public Task<OwnJob<Tidy>> Ended(string key) => JobYard.Until(async () =>
        await Own.Find(key, default) is { State: not OwnJobState.UnderWay } job ? job : null);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class FreeService(Func<JobContext, string?> fails) : IYardService
    {
        public string Name => "free";

        public ConcurrentQueue<IMessage> Received { get; } = new();

        public void Configure(ServiceBuilder service)
        {
            service.Services.AddSingleton(fails);
            service.Job<MoveAlias, PlayedMove>();
            service.Job<DeployModel, PlayedDeployment>();
            service.OwnJob<Tidy, PlayedTidy>(tidy => tidy.Shelf, _ => { }, tidy => tidy.RunId);
            service.Bus(bus =>
            {
                Hear<AliasMoveDecided>(bus);
                Hear<ModelServed>(bus);
                Hear<JobFaulted>(bus);
                Hear<StepFaulted>(bus);
                Hear<AttemptFailed>(bus);
            });
        }

        private void Hear<T>(IBusRegistrationConfigurator bus)
            where T : class, IMessage =>
            bus.AddHandler((ConsumeContext<T> context) =>
            {
                Received.Enqueue(context.Message);
                return Task.CompletedTask;
            }).Endpoint(endpoint => endpoint.Name = "heard-" + typeof(T).Name);
    }

    private sealed class PlayedMove(Func<JobContext, string?> fails) : IJob<MoveAlias>
    {
        public Task<IMessage> Run(MoveAlias command, JobContext job, CancellationToken cancellation) =>
            fails(job) is { } reason ? throw new StepFaultException(reason) : Task.FromResult<IMessage>(
                new AliasMoveDecided
                {
                    MoveId = command.MoveId, Work = job.Work, Model = command.Model, Alias = command.Alias,
                    Version = command.Version, Change = 1,
                });
    }

    private sealed class PlayedDeployment(Func<JobContext, string?> fails) : IJob<DeployModel>
    {
        public Task<IMessage> Run(DeployModel command, JobContext job, CancellationToken cancellation) =>
            fails(job) is { } reason ? throw new IOException(reason) : Task.FromResult<IMessage>(new ModelServed
            {
                DeploymentId = command.DeploymentId, Change = command.Change, RunId = command.RunId, Work = job.Work,
                Model = command.Model, Version = command.Version, Alias = command.Alias, Endpoint = "/",
                ReplayedSamples = 0, AnswersWithChange = command.Change, AnswersWithVersion = command.Version,
            });
    }

    private sealed class PlayedTidy(Func<JobContext, string?> fails) : IJob<Tidy>
    {
        public Task<IMessage> Run(Tidy command, JobContext job, CancellationToken cancellation) =>
            fails(job) is { } reason ? throw new StepFaultException(reason)
                : Task.FromResult<IMessage>(new Tidied(command.Shelf));
    }
}

/// <summary>Work that a service gives itself, as retention is.</summary>
internal sealed record Tidy(string Shelf, Guid? RunId = null);

/// <summary>It is done.</summary>
internal sealed record Tidied(string Shelf) : IMessage;
