using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Trainyard.Api;
using Trainyard.Cli.Terminal;
using Trainyard.Hosting;
using Trainyard.Hosting.Http;
using Trainyard.Hosting.Stores;
using Trainyard.Ingestion;
using Trainyard.Jobs.Budget;
using Trainyard.Persistence.Documents;

namespace Trainyard.Cli.Yards;

/// <summary>
/// All services in this process, with their state in a folder. What a process before this one left unfinished goes on.
/// </summary>
internal sealed class LocalYard : IYard
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HolderTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly WebApplication _app;
    private readonly YardFolder _folder;
    private readonly YardAddress _address;

    private LocalYard(WebApplication app, YardFolder folder, string? key)
    {
        _app = app;
        _folder = folder;
        _address = new YardAddress { Address = FromThisMachine(new Uri(app.Urls.First())), Key = key };
        Client = new TrainyardClient(_address.Address, key);
        folder.SayAddress(_address);
    }

    /// <summary>Where it listens.</summary>
    public string Addresses => string.Join(", ", _app.Urls);

    public TrainyardClient Client { get; }

    public bool IsOnThisMachine => true;

    /// <summary>Where its documents lie: in the folder of the yard, unless a setting says otherwise.</summary>
    public string Documents => YardFolders.OfDocuments(
        _app.Services.GetRequiredService<IOptions<DocumentSettings>>().Value,
        _app.Services.GetRequiredService<IOptions<DataSettings>>().Value);

    /// <summary>
    /// The yard of a folder: that of the process which already holds it, or a new one in this process.
    /// </summary>
    public static async Task<IYard> Open(string path, CancellationToken cancellation)
    {
        var start = TimeProvider.System.GetTimestamp();
        do
        {
            if (YardFolder.TryTake(path) is { } folder)
            {
                await LeftWork.LeaveToServer(folder, path, cancellation);
                return await Start(folder, "http://127.0.0.1:0", OfOneUser(), cancellation);
            }

            if (YardFolder.AddressOfHolder(path) is { } holder)
                return new JoinedYard(path, holder);
            // It may have started a moment ago.
            await Task.Delay(Interval, TimeProvider.System, cancellation);
        }
        while (TimeProvider.System.GetElapsedTime(start) < HolderTimeout);
        throw new CommandException(
            $"Another process holds the data folder '{path}' and does not say where it can be reached.",
            ExitCodes.Faulted);
    }

    /// <summary>Who holds a folder that was held by a process which is gone: another, which answers, or this one from
    /// now on; null while that is not known.</summary>
    public static async Task<(YardAddress Address, LocalYard? Own)?> Next(
        string path, CancellationToken cancellation)
    {
        if (YardFolder.TryTake(path) is { } folder)
        {
            await LeftWork.LeaveToServer(folder, path, cancellation);
            var own = await Start(folder, "http://127.0.0.1:0", OfOneUser(), cancellation);
            return (own._address, own);
        }

        return await Present(path, cancellation) is { } holder ? (holder, null) : null;
    }

    /// <summary>Who holds the folder and answers; null while nobody does.</summary>
    public static async Task<YardAddress?> Present(string path, CancellationToken cancellation) =>
        YardFolder.AddressOfHolder(path) is { } holder && await holder.Answers(cancellation) ? holder : null;

    /// <param name="folder">The folder, which is let go where this does not succeed.</param>
    /// <param name="urls">Where to listen.</param>
    /// <param name="settings">Settings of services.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <param name="isServed">Whether others than whoever calls this command may come here.</param>
    public static async Task<LocalYard> Start(
        YardFolder folder, string urls, IEnumerable<string> settings, CancellationToken cancellation,
        bool isServed = false)
    {
        var wasServed = folder.WasServed;
        var listens = false;
        WebApplication? app = null;
        try
        {
            folder.WasServed = wasServed || isServed;
            var yard = new YardBuilder(
                ["--Bus:Transport=InMemory", "--Jobs:BreakLeases=true", "--Logging:Stacks=false", .. settings,
                    $"--Urls={urls}", $"--Data:Folder={folder.Path}"]);
            folder.HoldDocuments(yard.Configuration);
            var key = HttpKey.Of(yard.Configuration);
            app = AllServices.AddTo(yard).CollectBlobs().Build();
            await app.StartAsync(cancellation);
            listens = true;
            await Ready(app, cancellation);
            return new LocalYard(app, folder, key);
        }
        catch (Exception failure)
        {
            // The folder is free again before anybody hears of it.
            if (app is not null)
                await app.DisposeAsync();
            // Nothing came to it. Whoever has the folder next finds it as it was, so that is said before it is let go.
            if (!listens && folder.WasServed != wasServed)
                folder.WasServed = wasServed;
            folder.Dispose();
            if (FullDisk.Is(failure))
                throw YardFolder.IsFull(folder.Path);
            throw;
        }
    }

    /// <summary>Refuses what would begin and be able to do nothing.</summary>
    /// <exception cref="CommandException">All jobs together may take less than any source takes to be
    /// read.</exception>
    public void DemandMemory()
    {
        var memory = _app.Services.GetRequiredService<WorkBudget>().Memory;
        if (memory >= IngestionService.LeastMemory)
            return;
        throw new CommandException(
            $"Nothing can be run here: the jobs of this process may take {memory >> 20:N0} MiB together "
            + "(Budget:Memory, by default at most three quarters of what the machine or the container gives), and "
            + $"reading any source takes about {IngestionService.LeastMemory >> 20:N0} MiB. Give the process more.");
    }

    /// <summary>
    /// The settings of a yard that serves whoever called this command, and nobody else: it may read and call whatever
    /// its caller may. Other users of the machine can reach its port too, so it has a key, which the folder says to
    /// processes of the same user. A yard that is served has the rights that its settings give.
    /// </summary>
    private static IEnumerable<string> OfOneUser() =>
    [
        "--Logging:Level=Warning", "--Logging:FullDisk=false", "--Http:Reasons=true",
        "--Http:AllowedHosts:0=127.0.0.1", $"--Http:Key={HttpKey.Create()}", "--Http:KeyFile=",
        "--Alerting:AllowedNetworks:0=0.0.0.0/0", "--Alerting:AllowedNetworks:1=::/0",
        $"--Ingestion:AllowedFolders:0={Path.GetPathRoot(Directory.GetCurrentDirectory())}", "--Secrets:Allowed:0=*",
        "--Registry:FilesDecide=true",
    ];

    /// <summary>One that listens on every address is asked at a name that it goes by.</summary>
    private static Uri FromThisMachine(Uri address) =>
        IPAddress.TryParse(address.DnsSafeHost, out var ip)
            && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(address) { Host = "127.0.0.1" }.Uri
            : address;

    /// <summary>Waits until deployed versions answer; one that can't be loaded keeps nobody from the others.</summary>
    public static async Task Ready(WebApplication app, CancellationToken cancellation, bool withBus = true)
    {
        var health = app.Services.GetRequiredService<HealthCheckService>();
        var start = TimeProvider.System.GetTimestamp();
        while ((await health.CheckHealthAsync(IsAsked, cancellation)).Status != HealthStatus.Healthy
            && TimeProvider.System.GetElapsedTime(start) < Timeout)
        {
            await Task.Delay(Interval, TimeProvider.System, cancellation);
        }

        // Where nothing is received the bus stays as it is.
        bool IsAsked(HealthCheckRegistration check) => withBus || !check.Tags.Contains("masstransit");
    }

    /// <summary>Serves until the process is told to stop, or a part of it breaks: then it gives why.</summary>
    public async Task<Exception?> Serve(CancellationToken cancellation)
    {
        await _app.WaitForShutdownAsync(cancellation);
        return YardBuilder.WhyBroken(_app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        // Whoever would come here meanwhile waits for the folder instead.
        _folder.ForgetAddress();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
