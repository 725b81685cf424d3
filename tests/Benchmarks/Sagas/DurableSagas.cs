using System.Collections.Concurrent;
using System.Diagnostics;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Pipeline;
using Trainyard.Support;

namespace Trainyard.Benchmarks.Sagas;

/// <summary>
/// The Pipeline service as it is deployed, its saga over RabbitMQ with quorum queues and every write flushed to disk,
/// and services that answer each command at once: what is left is the cost of the steps themselves.
/// </summary>
internal sealed class DurableSagas : IAsyncDisposable
{
    /// <summary>Commands of a run that succeeds, each with its reply: fetch to announce.</summary>
    public const int Steps = 8;

    /// <summary>The messages of a run that succeeds: the command to start, and those of the steps.</summary>
    public const int Messages = 1 + 2 * Steps;

    private readonly WebApplication _app;
    private readonly Answering _answering;
    private readonly string _folder;

    private DurableSagas(WebApplication app, Answering answering, string folder) =>
        (_app, _answering, _folder) = (app, answering, folder);

    public static async Task<DurableSagas> Start(Uri bus)
    {
        var folder = Directory.CreateTempSubdirectory("sagas-").FullName;
        var answering = new Answering();
        var yard = new YardBuilder(
        [
            "--Urls=http://127.0.0.1:0", $"--Data:Folder={folder}", "--Logging:Level=Warning",
            "--Bus:Transport=RabbitMq", $"--Bus:Uri={bus}",
        ]);
        var app = yard.Add(new PipelineService()).Add(answering).Build();
        await app.StartAsync();
        await app.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(
            BusHealthStatus.Healthy, new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token);
        return new DurableSagas(app, answering, folder);
    }

    /// <summary>Runs so many, at most so many of them at once; gives the time that each step took.</summary>
    public async Task<IReadOnlyList<TimeSpan>> Run(int runs, int atOnce)
    {
        var bus = _app.Services.GetRequiredService<IBus>();
        var taken = new ConcurrentBag<TimeSpan>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, runs),
            new ParallelOptions { MaxDegreeOfParallelism = atOnce },
            async (_, cancellation) =>
            {
                var run = Guid.NewGuid();
                var watched = _answering.Watch(run);
                await bus.Publish(Scripts.Start(run), publish => publish.Mandatory = true, cancellation);
                foreach (var step in await watched)
                    taken.Add(step);
            });
        return [.. taken];
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Answers every command, and notes when it came.</summary>
    private sealed class Answering : IYardService
    {
        private readonly ConcurrentDictionary<Guid, Watched> _runs = new();

        public string Name => "answering";

        public Task<IReadOnlyList<TimeSpan>> Watch(Guid run) => (_runs[run] = new Watched()).Ended.Task;

        public void Configure(ServiceBuilder service) => service.Bus(bus =>
        {
            Reply<FetchData>(bus);
            Reply<CheckData>(bus);
            Reply<PrepareData>(bus);
            Reply<TrainModel>(bus);
            Reply<ValidateModel>(bus);
            Reply<RegisterModel>(bus);
            Reply<DeployModel>(bus);
            Reply<AnnounceSuccess>(bus);
            bus.AddHandler((TrainingSucceeded ended) =>
            {
                if (_runs.TryRemove(ended.RunId, out var watched))
                    watched.End();
                return Task.CompletedTask;
            }).Endpoint(endpoint => endpoint.Name = "answering-ended");
        });

        private void Reply<T>(IBusRegistrationConfigurator bus)
            where T : class, IRunCommand =>
            bus.AddHandler(async (ConsumeContext<T> command) =>
            {
                _runs.GetValueOrDefault(command.Message.RunId)?.Step();
                var reply = Scripts.Reply(command.Message);
                await command.Publish(reply, reply.GetType());
            }).Endpoint(endpoint => endpoint.Name = "answering-" + typeof(T).Name);
    }

    /// <summary>When the commands of a run came.</summary>
    private sealed class Watched
    {
        private readonly List<TimeSpan> _steps = new(Steps);
        private long _last = Stopwatch.GetTimestamp();

        public TaskCompletionSource<IReadOnlyList<TimeSpan>> Ended { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Step()
        {
            var now = Stopwatch.GetTimestamp();
            lock (_steps)
                _steps.Add(Stopwatch.GetElapsedTime(_last, now));
            _last = now;
        }

        public void End()
        {
            lock (_steps)
                Ended.TrySetResult([.. _steps]);
        }
    }
}
