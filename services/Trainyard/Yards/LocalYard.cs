using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Trainyard.Api;
using Trainyard.Hosting;

namespace Trainyard.Cli.Yards;

/// <summary>
/// All services in this process, with their state in a folder. What a process before this one left unfinished goes on.
/// </summary>
internal sealed class LocalYard : IYard
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>A yard that somebody opened to work with it has their rights, to files and to the environment. One that
    /// is served has those that its settings give: whoever reaches its port is somebody else.</summary>
    private static readonly IReadOnlyList<string> OfTheCaller =
    [
        "--Logging:Level=Warning",
        $"--Ingestion:AllowedFolders:0={Path.GetPathRoot(Directory.GetCurrentDirectory())}",
        "--Secrets:Allowed:0=*",
    ];

    private readonly WebApplication _app;
    private readonly YardFolder _folder;

    private LocalYard(WebApplication app, YardFolder folder)
    {
        _app = app;
        _folder = folder;
        Address = new Uri(app.Urls.First());
        Client = new TrainyardClient(Address);
        folder.SayAddress(Address);
    }

    public Uri Address { get; }

    public TrainyardClient Client { get; }

    public bool IsOnThisMachine => true;

    /// <summary>
    /// The yard of a folder: that of the process which already holds it, or a new one in this process.
    /// </summary>
    public static async Task<IYard> Open(string path, CancellationToken cancellation)
    {
        if (YardFolder.TryTake(path) is { } folder)
            return await Start(folder, "http://127.0.0.1:0", OfTheCaller, cancellation);
        if (YardFolder.AddressOfHolder(path) is { } address)
            return new RemoteYard(address, isOnThisMachine: true);
        throw new CommandException(
            $"Another process holds the data folder '{path}' and does not say where it can be reached.",
            ExitCodes.Faulted);
    }

    public static async Task<LocalYard> Start(
        YardFolder folder, string urls, IEnumerable<string> settings, CancellationToken cancellation)
    {
        var yard = new YardBuilder(
            ["--Bus:Transport=InMemory", "--Jobs:BreakLeases=true", .. settings, $"--Urls={urls}",
                $"--Data:Folder={folder.Path}"]);
        var app = AllServices.AddTo(yard).CollectBlobs().Build();
        await app.StartAsync(cancellation);
        await Ready(app, cancellation);
        return new LocalYard(app, folder);
    }

    /// <summary>Waits until deployed versions answer; one that can't be loaded keeps nobody from the others.</summary>
    private static async Task Ready(WebApplication app, CancellationToken cancellation)
    {
        var health = app.Services.GetRequiredService<HealthCheckService>();
        var start = TimeProvider.System.GetTimestamp();
        while ((await health.CheckHealthAsync(cancellation)).Status != HealthStatus.Healthy
            && TimeProvider.System.GetElapsedTime(start) < Timeout)
        {
            await Task.Delay(Interval, TimeProvider.System, cancellation);
        }
    }

    /// <summary>Serves until the process is told to stop, or a part of it breaks: then false.</summary>
    public async Task<bool> Serve(CancellationToken cancellation)
    {
        await _app.WaitForShutdownAsync(cancellation);
        return !YardBuilder.HasBroken(_app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
