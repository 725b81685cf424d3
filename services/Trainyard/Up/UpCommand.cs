using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;
using Trainyard.Hosting;

namespace Trainyard.Cli.Up;

/// <summary><c>trainyard up</c>: serves every service in one process until it is told to stop.</summary>
internal static class UpCommand
{
    /// <summary>How long a process that leaves the folder may take.</summary>
    private static readonly TimeSpan HolderTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan HolderInterval = TimeSpan.FromMilliseconds(50);

    private static readonly Option<string> Urls = new("--urls")
    {
        Description =
            "Where to listen; beyond localhost it takes the setting Http:KeyFile. Default: http://127.0.0.1:5080",
        DefaultValueFactory = _ => "http://127.0.0.1:5080",
    };

    /// <summary>Settings that options of their own say.</summary>
    private static readonly Dictionary<string, string> Owned = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Urls"] = "--urls", ["Data:Folder"] = "--data",
    };

    private static readonly Option<string[]> Settings = new("--setting")
    {
        Description =
            "A setting of a service, as Section:Key=value; may be given again. Example: --setting Jobs:Capacity=1",
        DefaultValueFactory = _ => [],
    };

    public static Command Create()
    {
        var command = new Command("up", "Serve all services in one process; what was under way goes on.")
        {
            Urls, YardOptions.Data, Settings,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var urls = parsed.GetValue(Urls)!;
        if (!AreAddresses(urls))
            throw CommandException.OfUsage($"--urls must be addresses such as http://127.0.0.1:5080, and is '{urls}'.");
        foreach (var setting in parsed.GetValue(Settings)!)
        {
            if (Owned.TryGetValue(setting.Split('=')[0].Trim(), out var option))
                throw CommandException.OfUsage($"--setting {setting} is not heeded: {option} says it.");
        }

        DemandFree(urls);
        var data = parsed.GetValue(YardOptions.Data)!;
        var folder = await Take(data, cancellation);
        string[] settings = [.. parsed.GetValue(Settings)!.Select(setting => "--" + setting)];
        try
        {
            // Before anybody counts what is open there: whoever works on it does that.
            folder.HoldDocuments(new YardBuilder(settings).Configuration);
        }
        catch
        {
            folder.Dispose();
            throw;
        }

        await LeftWork.LeaveToCaller(folder, data, settings, cancellation);
        await using var yard = await LocalYard.Start(folder, urls, settings, cancellation, isServed: true);
        Screen.Line($"Trainyard serves at {yard.Addresses}, data in {folder.Path}. Ctrl+C ends it.");
        if (await yard.Serve(cancellation) is not { } broken)
            return ExitCodes.Succeeded;
        Screen.Error($"It ends, since a part of it broke: {broken.GetBaseException().Message}");
        return ExitCodes.Faulted;
    }

    /// <summary>The folder; waited for where whoever has it says no address: it begins, or ends, or looks whether it
    /// may have it.</summary>
    private static async Task<YardFolder> Take(string data, CancellationToken cancellation)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (YardFolder.TryTake(data) is { } folder)
                return folder;
            var holder = YardFolder.AddressOfHolder(data);
            if (TimeProvider.System.GetElapsedTime(start) >= HolderTimeout
                || holder is not null && await holder.Answers(cancellation))
            {
                throw new CommandException(
                    $"The data folder '{data}' is in use"
                    + $"{(holder is null ? "" : $" by the Trainyard at {holder.Address}")}.",
                    ExitCodes.Faulted);
            }

            await Task.Delay(HolderInterval, TimeProvider.System, cancellation);
        }
    }

    private static bool AreAddresses(string urls)
    {
        var parts = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length > 0 && Array.TrueForAll(parts, IsAddress);
    }

    /// <summary>Asked before all services are started for nothing: that another program listens there is said in one
    /// line.</summary>
    private static void DemandFree(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = BindingAddress.Parse(url);
            var host = address.Host is "localhost" ? IPAddress.Loopback
                : IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip
                : IPAddress.Any;
            try
            {
                using var listener = new TcpListener(host, address.Port);
                listener.Start();
            }
            catch (SocketException taken)
            {
                throw new CommandException(
                    $"Nobody can listen at {url} here: {taken.Message}. --urls names another address.",
                    ExitCodes.Faulted);
            }
        }
    }

    private static bool IsAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "http" or "https" } address
                && (address.IsUnixPipe || address.Port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
