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
/// and services that answer each order at once: what is left is the cost of the steps themselves.
/// </summary>
internal sealed class DurableSagas : IAsyncDisposable
{
    /// <summary>Orders of a run that succeeds, each with its answer: fetch to announce.</summary>
    public const int Steps = 8;

    /// <summary>The messages of a run that succeeds: the order to start, and those of the steps.</summary>
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

    /// <summary>Answers every order, and notes when it came.</summary>
    private sealed class Answering : IYardService
    {
        private readonly ConcurrentDictionary<Guid, Watched> _runs = new();

        public string Name => "answering";

        public Task<IReadOnlyList<TimeSpan>> Watch(Guid run) => (_runs[run] = new Watched()).Ended.Task;

        public void Configure(ServiceBuilder service) => service.Bus(bus =>
        {
            Answer<FetchData>(bus);
            Answer<CheckData>(bus);
            Answer<PrepareData>(bus);
            Answer<TrainModel>(bus);
            Answer<ValidateModel>(bus);
            Answer<RegisterModel>(bus);
            Answer<DeployModel>(bus);
            Answer<AnnounceSuccess>(bus);
            bus.AddHandler((TrainingSucceeded ended) =>
            {
                if (_runs.TryRemove(ended.RunId, out var watched))
                    watched.End();
                return Task.CompletedTask;
            }).Endpoint(endpoint => endpoint.Name = "answering-ended");
        });

        private void Answer<T>(IBusRegistrationConfigurator bus)
            where T : class, IRunOrder =>
            bus.AddHandler(async (ConsumeContext<T> order) =>
            {
                _runs.GetValueOrDefault(order.Message.RunId)?.Step();
                var answer = Scripts.Answer(order.Message);
                await order.Publish(answer, answer.GetType());
            }).Endpoint(endpoint => endpoint.Name = "answering-" + typeof(T).Name);
    }

    /// <summary>When the orders of a run came.</summary>
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
