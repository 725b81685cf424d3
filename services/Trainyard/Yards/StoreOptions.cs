using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Trainyard.Hosting;
using Trainyard.Hosting.Stores;

namespace Trainyard.Cli.Yards;

/// <summary>The options of commands that work on stores, whether services run on them or not.</summary>
internal static class StoreOptions
{
    public static Option<string> Data { get; } = new("--data")
    {
        Description = "Folder of the yard. Default: .trainyard in the current folder.",
        DefaultValueFactory = _ => ".trainyard",
    };

    public static Option<string[]> Settings { get; } = new("--setting")
    {
        Description = "A setting as services have it, as Section:Key=value; may be given again. Example: "
            + "--setting Documents:Store=Mongo --setting Documents:ConnectionString=mongodb://db:27017",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Adds the options.</summary>
    public static Command WithStores(this Command command)
    {
        command.Options.Add(Data);
        command.Options.Add(Settings);
        return command;
    }

    /// <summary>
    /// All services over the stores that options and settings name, put together and not started: no bus, no worker.
    /// Nothing is written into documents, and nothing is made that is missing.
    /// </summary>
    public static WebApplication OpenStores(this ParseResult parsed)
    {
        // What is in the environment counts, as it does for a service, unless the option is given.
        string[] data = parsed.GetResult(Data) is { Implicit: false }
            ? [$"--Data:Folder={parsed.GetValue(Data)}"]
            : [];
        var settings = parsed.GetValue(Settings)!.Select(setting => "--" + setting);
        var yard = AllServices.AddTo(new YardBuilder(
            [
                "--Logging:Level=Fatal", "--Logging:Stacks=false", .. data, .. settings, "--Documents:ReadOnly=true",
                "--Urls=http://127.0.0.1:0",
            ]))
            .Build();
        DemandYard(yard.Services);
        return yard;
    }

    /// <summary>One error that says what is wrong, rather than one for each service.</summary>
    private static void DemandYard(IServiceProvider services)
    {
        var documents = services.GetRequiredService<IOptions<DocumentSettings>>().Value;
        var folder = YardFolders.OfDocuments(documents, services.GetRequiredService<IOptions<DataSettings>>().Value);
        if (documents.Store == DocumentStore.Sqlite && !Directory.Exists(folder))
        {
            throw new CommandException(
                $"There are no documents of services in '{folder}'. Name the folder of a yard with --data, or "
                + "where the documents are with --setting Documents:Store=Mongo --setting "
                + "Documents:ConnectionString=...",
                ExitCodes.Faulted);
        }
    }
}
