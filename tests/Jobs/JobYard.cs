using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.Stores;
using Trainyard.Jobs.Store;
using Trainyard.Jobs.Worker;
using Trainyard.Persistence.Documents;

namespace Trainyard.Jobs.Tests;

/// <summary>What a played job does.</summary>
internal delegate Task<IMessage> Play(TrainModel command, JobContext job, CancellationToken cancellation);

/// <summary>A service with one kind of job, over real documents in a folder and a bus in memory that ends with
/// it.</summary>
internal sealed class JobYard : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TrainingService _service;

    private readonly bool _ownsFolder;

    private readonly Saying _saying = new();

    private JobYard(WebApplication app, TrainingService service, string folder, bool ownsFolder)
    {
        (_app, _service, Folder, _ownsFolder) = (app, service, folder, ownsFolder);
        Bus.ConnectPublishObserver(_saying);
    }

    public string Folder { get; }

    public IBus Bus => _app.Services.GetRequiredService<IBus>();

    public JobStore<TrainModel> Store => _app.Services.GetRequiredService<JobStore<TrainModel>>();

    public IDocuments<JobDocument> Jobs =>
        _app.Services.GetRequiredKeyedService<IDocuments<JobDocument>>(TrainingService.Called);

    /// <summary>How much of what it has accepted is not over.</summary>
    public async Task<long> Open()
    {
        var open = 0L;
        foreach (var look in _app.Services.GetServices<OpenWork>())
            open += (await look(TestContext.Current.CancellationToken)).Count;
        return open;
    }

    /// <summary>All that was said on the bus of this yard, beside commands and that work has begun, which depends on
    /// how long it takes.</summary>
    public IReadOnlyList<(IRunMessage Message, Guid? Id)> Received =>
        [.. _service.Received.Where(heard => heard.Message is not StepBegun)];

    /// <summary>All that this yard published, beside the same, whether anybody still heard it or not.</summary>
    public IReadOnlyList<IRunMessage> Sent =>
        [.. _saying.Messages.Where(message => message is not (TrainModel or StepBegun))];

    /// <summary>What this yard said of work that had begun.</summary>
    public IEnumerable<StepBegun> Begun => _saying.Messages.OfType<StepBegun>();

    /// <summary>The trace that the first message of a kind was published under.</summary>
    public Task<string> TraceOf<T>() => Until(() => Task.FromResult(
        _saying.Traces.Where(sent => sent.Message is T).Select(sent => sent.Trace).FirstOrDefault()));

    public static async Task<JobYard> Start(Play play, JobYard? before = null, YardOptions? options = null)
    {
        options ??= new YardOptions();
        var folder = before?.Folder ?? Directory.CreateTempSubdirectory("jobs-").FullName;
        var yard = new YardBuilder(
        [
            "--Urls=http://127.0.0.1:0", $"--Data:Folder={folder}", "--Logging:Level=Fatal",
            "--Jobs:PollInterval=00:00:00.050", "--Jobs:RetryAfter=00:00:00.010", .. options.Settings,
        ]);
        if (options.Time is { } time)
            yard.Services.AddSingleton(time);
        if (options.Log is { } log)
            yard.Services.AddSingleton<ILogger<JobRunner<TrainModel>>>(log);
        var service = new TrainingService(play, options.Outage, options.Effect);
        var app = yard.Add(service).Build();
        await app.StartAsync();
        return new JobYard(app, service, folder, ownsFolder: before is null);
    }

    public static TrainModel Command(Guid runId)
    {
        var reference = new ArtifactReference
        {
            Sha256 = new string('0', 64), Size = 1, MediaType = "text/plain", Schema = "x/1",
        };
        return new TrainModel
        {
            RunId = runId, Definition = reference, Training = reference, Features = reference, Samples = reference,
            Seed = 1,
        };
    }

    public static IMessage Reply(TrainModel command, JobContext job) => new ModelTrained
    {
        RunId = command.RunId, Work = job.Work, Model = command.Training, Trainer = "played", IsReproducible = true,
        Figures = new Dictionary<string, double> { ["trees"] = 100 },
    };

    public static string IdOf(Guid runId) => $"{nameof(TrainModel)}/{runId}";

    public async Task<JobDocument?> Job(Guid runId) => (await Jobs.Find(IdOf(runId)))?.Document;

    /// <summary>Claims the job as somebody who then dies.</summary>
    public async Task<JobDocument> ClaimAndDie(Guid runId, TimeSpan lease) =>
        (await Store.Claim((await Jobs.Find(IdOf(runId)))!, "gone/1", lease, TestContext.Current.CancellationToken))!;

    public Task<JobDocument> UntilJob(Guid runId, Predicate<JobDocument> holds) =>
        Until(async () => await Job(runId) is { } job && holds(job) ? job : null);

    /// <summary>The first so many messages of a kind about a run.</summary>
    public Task<IReadOnlyList<(T Message, Guid? Id)>> UntilHeard<T>(Guid runId, int count = 1)
        where T : IRunMessage =>
        Until(() =>
        {
            var found = _service.Received.Where(heard => heard.Message is T && heard.Message.RunId == runId)
                .Select(heard => ((T)heard.Message, heard.Id)).ToList();
            return Task.FromResult<IReadOnlyList<(T, Guid?)>?>(found.Count >= count ? found : null);
        });

    /// <summary>Waits, at most two minutes, until there is something.</summary>
    public static async Task<T> Until<T>(Func<Task<T?>> find)
        where T : class
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            if (await find() is { } found)
                return found;
            await tick.WaitForNextTickAsync(deadline.Token);
        }
    }

    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>Writes down what is published.</summary>
internal sealed class Saying : IPublishObserver
{
    public ConcurrentQueue<IRunMessage> Messages { get; } = new();

    public ConcurrentQueue<(object Message, string? Trace)> Traces { get; } = new();

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class
    {
        if (context.Message is IRunMessage message)
            Messages.Enqueue(message);
        Traces.Enqueue((context.Message, context.Headers.Get<string>("MT-Activity-Id")));
        return Task.CompletedTask;
    }

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;
}

/// <summary>Keeps what is logged of attempts.</summary>
internal sealed class RunnerLog : ILogger<JobRunner<TrainModel>>
{
    public ConcurrentQueue<(string Line, Exception? Exception)> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) => Lines.Enqueue((formatter(state, exception), exception));
}

/// <summary>What differs from yard to yard.</summary>
internal sealed record YardOptions(params string[] Settings)
{
    public TimeProvider? Time { get; init; }

    public Outage? Outage { get; init; }

    /// <summary>Who writes down what is said of attempts.</summary>
    public RunnerLog? Log { get; init; }

    /// <summary>What of the work is there, once its attempts are over; nothing by default.</summary>
    public Func<TrainModel, IMessage?> Effect { get; init; } = _ => null;
}

internal sealed class TrainingService(Play play, Outage? outage, Func<TrainModel, IMessage?>? effect = null)
    : IYardService
{
    public const string Called = "training";

    public string Name => Called;

    public ConcurrentQueue<(IRunMessage Message, Guid? Id)> Received { get; } = new();

    public void Configure(ServiceBuilder service)
    {
        if (outage is not null)
        {
            service.Services.AddKeyedSingleton<IDocuments<JobDocument>>(
                Called, (provider, _) => outage.Before(service.Database(provider).Collection(JobDocument.Collection)));
        }

        service.Services.AddSingleton(play).AddSingleton(effect ?? (_ => null));
        service.Job<TrainModel, PlayedJob>();
        service.Bus(bus =>
        {
            Hear<ModelTrained>(bus);
            Hear<AttemptFailed>(bus);
            Hear<StepFaulted>(bus);
            Hear<TrainingProgressed>(bus);
            Hear<StepBegun>(bus);
        });
    }

    private void Hear<T>(IBusRegistrationConfigurator bus)
        where T : class, IRunMessage =>
        bus.AddHandler((ConsumeContext<T> context) =>
        {
            Received.Enqueue((context.Message, context.MessageId));
            return Task.CompletedTask;
        }).Endpoint(endpoint => endpoint.Name = "heard-" + typeof(T).Name);
}

internal sealed class PlayedJob(Play play, Func<TrainModel, IMessage?> effect)
    : IJob<TrainModel>, IJobWithEffect<TrainModel>
{
    public Task<IMessage?> Effect(TrainModel command, JobContext job, CancellationToken cancellation) =>
        Task.FromResult(effect(command));

    public Task<IMessage> Run(TrainModel command, JobContext job, CancellationToken cancellation) =>
        play(command, job, cancellation);
}
