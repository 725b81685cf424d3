using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Trainyard.Hosting;

namespace Trainyard.Cluster.Tests;

/// <summary>A service that breaks as soon as it has started, and can't be stopped, as with a bus that hangs.</summary>
internal sealed class StuckService : IYardService
{
    public string Name => "stuck";

    public static async Task<int> Run(string[] arguments)
    {
        await YardBuilder.Run(arguments, new StuckService());
        return Environment.ExitCode;
    }

    public void Configure(ServiceBuilder service) =>
        service.Services.AddHostedService<Stuck>().AddHostedService<Broken>();

    private sealed class Stuck : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task;
    }

    private sealed class Broken : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("It is broken.");
        }
    }
}
