using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.Tests;

/// <summary>
/// The Pipeline service with real stores and a bus in memory. The other services are played: each command is answered
/// by the script, and the endings of runs are heard as a subscriber would hear them.
/// </summary>
public sealed class RunningYard : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly PlayedServices _played;

    private RunningYard(WebApplication app, PlayedServices played, string folder)
    {
        (_app, _played, Folder) = (app, played, folder);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public string Folder { get; }

    public HttpClient Http { get; }

    internal IServiceProvider Services => _app.Services;

    public IBus Bus => _app.Services.GetRequiredService<IBus>();

    /// <summary>Commands that the played services got, in order.</summary>
    public IReadOnlyCollection<IRunCommand> Commands => _played.Commands;

    public IReadOnlyCollection<IRunMessage> Endings => _played.All;

    public static Task<RunningYard> Start(Script script, string? folder = null, params string[] settings) =>
        Start(script, TimeProvider.System, folder, settings);

    public static async Task<RunningYard> Start(
        Script script, TimeProvider time, string? folder = null, params string[] settings)
    {
        folder ??= Directory.CreateTempSubdirectory("yard-").FullName;
        var yard = new YardBuilder(
            ["--Urls=http://127.0.0.1:0", $"--Data:Folder={folder}", "--Logging:Level=Error", .. settings]);
        yard.Services.AddSingleton(time);
        var played = new PlayedServices(script);
        var app = yard.Add(new PipelineService()).Add(played).Build();
        await app.StartAsync();
        return new RunningYard(app, played, folder);
    }

    /// <summary>The next ending of any run.</summary>
    public async Task<IRunMessage> Ending() =>
        await _played.Endings.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromMinutes(2));

    /// <summary>The next command of a kind; the script need not answer it.</summary>
    public async Task<T> Commanded<T>()
        where T : class, IRunCommand
    {
        while (true)
        {
            var command = await _played.Arrivals.Reader.ReadAsync(TestContext.Current.CancellationToken)
                .AsTask().WaitAsync(TimeSpan.FromMinutes(2));
            if (command is T wanted)
                return wanted;
        }
    }

    public async Task<JsonNode> Run(Guid runId) => (await Http.GetFromJsonAsync<JsonNode>($"/runs/{runId}"))!;

    /// <summary>Waits until the run, which was told something, has written it down.</summary>
    public async Task<JsonNode> RunWith(Guid runId, string message)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromMinutes(2))
        {
            // A run that was begun just now is not there at once.
            using var reply = await Http.GetAsync(new Uri($"/runs/{runId}", UriKind.Relative));
            var run = reply.StatusCode == HttpStatusCode.NotFound
                ? new JsonObject { ["record"] = new JsonArray() }
                : (await reply.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>())!;
            if (run["record"]!.AsArray().Any(entry => (string?)entry!["message"] == message))
                return run;
            await Task.Yield();
        }

        throw new TimeoutException($"Run {runId} did not write down {message}.");
    }

    /// <summary>Waits until the document of a run is as wanted.</summary>
    internal async Task<TrainingRun> Document(Guid runId, Predicate<TrainingRun> wanted)
    {
        var runs = _app.Services.GetRequiredService<IDocuments<TrainingRun>>();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (await runs.Find($"{runId}") is { } found && wanted(found.Document))
                return found.Document;
            await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    public async Task Stop() => await _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>What the played services reply: nothing, one message, or several.</summary>
public delegate IEnumerable<IRunMessage> Script(IRunCommand command);

/// <summary>All other services, played.</summary>
internal sealed class PlayedServices(Script script) : IYardService
{
    private readonly ConcurrentQueue<IRunCommand> _commands = new();
    private readonly ConcurrentQueue<IRunMessage> _endings = new();

    public string Name => "played";

    public IReadOnlyCollection<IRunCommand> Commands => _commands;

    public IReadOnlyCollection<IRunMessage> All => _endings;

    public Channel<IRunCommand> Arrivals { get; } = Channel.CreateUnbounded<IRunCommand>();

    public Channel<IRunMessage> Endings { get; } = Channel.CreateUnbounded<IRunMessage>();

    public void Configure(ServiceBuilder service)
    {
        service.Services.AddSingleton(this);
        service.Bus(bus =>
        {
            foreach (var step in Sequence.Steps.Where(step => step.IsSent))
                Play(bus, step.Command!);
            Hear<TrainingSucceeded>(bus);
            Hear<TrainingFailed>(bus);
            Hear<TrainingCancelled>(bus);
        });
    }

    private void Play(IBusRegistrationConfigurator bus, Type command) =>
        new Action<IBusRegistrationConfigurator>(Play<FetchData>).Method.GetGenericMethodDefinition()
            .MakeGenericMethod(command).Invoke(this, [bus]);

    private void Play<T>(IBusRegistrationConfigurator bus)
        where T : class, IRunCommand =>
        bus.AddHandler(async (ConsumeContext<T> context) =>
        {
            _commands.Enqueue(context.Message);
            Arrivals.Writer.TryWrite(context.Message);
            foreach (var reply in script(context.Message))
                await context.Publish((object)reply, reply.GetType());
        }).Endpoint(endpoint => endpoint.Name = "played-" + typeof(T).Name);

    private void Hear<T>(IBusRegistrationConfigurator bus)
        where T : class, IRunMessage =>
        bus.AddHandler((T ending) =>
        {
            _endings.Enqueue(ending);
            Endings.Writer.TryWrite(ending);
            return Task.CompletedTask;
        }).Endpoint(endpoint => endpoint.Name = "heard-" + typeof(T).Name);
}
