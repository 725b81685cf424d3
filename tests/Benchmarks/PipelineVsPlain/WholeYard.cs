using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Cli.Yards;
using Trainyard.Contracts;
using Trainyard.Hosting;

namespace Trainyard.Benchmarks.PipelineVsPlain;

/// <summary>Every service in this process, and a subscriber that waits for endings.</summary>
internal sealed class WholeYard : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly EndingListener _listener;

    private WholeYard(WebApplication app, EndingListener listener) => (_app, _listener) = (app, listener);

    public static async Task<WholeYard> Start(string folder)
    {
        var listener = new EndingListener();
        var yard = new YardBuilder(
        [
            "--Urls=http://127.0.0.1:0", $"--Data:Folder={folder}", "--Logging:Level=Warning",
            "--Ingestion:AllowedFolders:0=/",
        ]);
        var app = AllServices.AddTo(yard).Add(listener).Build();
        await app.StartAsync();
        return new WholeYard(app, listener);
    }

    /// <summary>Asks for a run and waits for its ending; gives its metrics.</summary>
    public IReadOnlyDictionary<string, double> Run(string yaml, IReadOnlyDictionary<string, string> overrides)
    {
        var runId = Guid.NewGuid();
        var ending = _listener.Wait(runId);
        var bus = _app.Services.GetRequiredService<IBus>();
        bus.Publish(new TrainRequested { RunId = runId, Pipeline = yaml, Overrides = overrides }).GetAwaiter()
            .GetResult();
        return ending.GetAwaiter().GetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class EndingListener : IYardService
    {
        private readonly ConcurrentDictionary<Guid, TaskCompletionSource<IReadOnlyDictionary<string, double>>>
            _waiting = new();

        public string Name => "listener";

        public Task<IReadOnlyDictionary<string, double>> Wait(Guid runId) =>
            _waiting.GetOrAdd(runId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public void Configure(ServiceBuilder service) => service.Bus(bus =>
        {
            bus.AddHandler((TrainingSucceeded ended) =>
            {
                _waiting.GetValueOrDefault(ended.RunId)?.TrySetResult(ended.Metrics);
                return Task.CompletedTask;
            }).Endpoint(endpoint => endpoint.Name = "bench-succeeded");
            bus.AddHandler((TrainingFailed ended) =>
            {
                _waiting.GetValueOrDefault(ended.RunId)?.TrySetException(new InvalidOperationException(ended.Message));
                return Task.CompletedTask;
            }).Endpoint(endpoint => endpoint.Name = "bench-failed");
        });
    }
}
