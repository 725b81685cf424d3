using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Trainyard.Api;
using Trainyard.Cli.Terminal;
using Trainyard.Hosting;
using Trainyard.Hosting.Bus;
using Trainyard.Hosting.Http;
using Trainyard.Hosting.Stores;

namespace Trainyard.Cli.Yards;

/// <summary>
/// All services in this process, to read what is stored: no alert is sent, no run goes on, and the folder stays free
/// for whoever works with it.
/// </summary>
internal sealed class ReadingYard : IYard
{
    private readonly WebApplication _app;

    private ReadingYard(WebApplication app, string key, string? idle)
    {
        (_app, IdleFolder) = (app, idle);
        // All of it is in this process: what it reads may take as long as it does.
        Client = new TrainyardClient(
            new Uri(app.Urls.First()), key, Patience.ToPredict.Timeout, Patience.ToPredict.LargestAnswer);
    }

    /// <summary>The folder, where nobody works in it: what is open there waits for whoever does next. Null where
    /// somebody does, or services elsewhere may.</summary>
    public string? IdleFolder { get; }

    public TrainyardClient Client { get; }

    public bool IsOnThisMachine => true;

    /// <summary>The yard of a folder: that of the process which holds it, which has all of it at hand, or its stores as
    /// they are.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="loadsModels">Whether predictions are asked for.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="CommandException">There is no such yard.</exception>
    public static async Task<IYard> Open(string path, bool loadsModels, CancellationToken cancellation)
    {
        // One that was killed leaves its address behind.
        if (YardFolder.AddressOfHolder(path) is { } holder && await holder.Answers(cancellation))
            return new RemoteYard(
                holder.Address, holder.Key, loadsModels ? Patience.ToPredict : Patience.ToRead, isOnThisMachine: true);
        var key = HttpKey.Create();
        var folder = Path.GetFullPath(path);
        var yard = new YardBuilder(
        [
            "--Logging:Level=Fatal", "--Logging:Stacks=false", "--Urls=http://127.0.0.1:0", $"--Data:Folder={folder}",
            "--Http:AllowedHosts:0=127.0.0.1", $"--Http:Key={key}", "--Http:KeyFile=", "--Http:Reasons=true",
        ]);
        var isOnBroker = $"{BusTransport.RabbitMq}".Equals(
            yard.Configuration["Bus:Transport"], StringComparison.OrdinalIgnoreCase);
        var app = AllServices.AddTo(yard).OnlyRead(loadsModels).Build();
        try
        {
            DemandYard(app.Services);
            await app.StartAsync(cancellation);
            if (loadsModels)
                await LocalYard.Ready(app, cancellation, withBus: false);
            var isOfServices = isOnBroker
                || app.Services.GetRequiredService<IOptions<DocumentSettings>>().Value.Store != DocumentStore.Sqlite;
            return new ReadingYard(app, key, isOfServices || YardFolder.IsHeldBySomebody(folder) ? null : folder);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void DemandYard(IServiceProvider services)
    {
        var documents = services.GetRequiredService<IOptions<DocumentSettings>>().Value;
        var data = services.GetRequiredService<IOptions<DataSettings>>().Value;
        if (documents.Store == DocumentStore.Sqlite && !HasAny(YardFolders.OfDocuments(documents, data)))
        {
            throw new CommandException(
                $"There is no yard in '{data.Folder}': nothing was run there yet. {Invocation.Command} run FILE makes "
                + "one; --data names another folder.",
                ExitCodes.Faulted);
        }
    }

    /// <summary>Whether any service ever kept anything there. The folder is made before that.</summary>
    private static bool HasAny(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.db").Any();
}
