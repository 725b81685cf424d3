using System.CommandLine;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;
using Trainyard.Hosting;
using Trainyard.Hosting.Bus;

namespace Trainyard.Cli.Topology;

/// <summary><c>trainyard topology</c>: declares what the services need of a broker, before any of them is there. A
/// message that is published before a queue is bound is lost without a word.</summary>
internal static class TopologyCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private static readonly Option<string?> Broker = new("--bus")
    {
        Description = "Where the broker is, amqp://user:password@host:port/virtual-host. "
            + "Default: the setting Bus:Uri, for example from the variable TRAINYARD_Bus__Uri.",
    };

    public static Command Create()
    {
        var command = new Command("topology", "Declare all queues and exchanges on a RabbitMQ, and end.") { Broker };
        command.Subcommands.Add(LoginsCommand.Create());
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        string[] broker = parsed.GetValue(Broker) is { } uri ? [$"--Bus:Uri={uri}"] : [];
        // It never listens, whatever the environment of a container says to services.
        var yard = new YardBuilder(
            ["--Bus:Transport=RabbitMq", "--Bus:TopologyOnly=true", "--Logging:Level=Fatal", "--Logging:Stacks=false",
                "--Urls=http://127.0.0.1:0", .. broker]);
        await using var app = AllServices.AddTo(yard).Build();
        if (await BrokerRefusal.Of(app.Services, cancellation) is { } refusal)
            throw new CommandException(refusal, ExitCodes.Faulted);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Timeout);
        try
        {
            await app.Services.GetRequiredService<IBusControl>().DeployAsync(deadline.Token);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandException(
                $"The broker could not be told within {Timeout.TotalSeconds} s: {Innermost(exception).Message}",
                ExitCodes.Faulted);
        }

        Screen.Line("All queues and exchanges are declared.");
        return ExitCodes.Succeeded;
    }

    private static Exception Innermost(Exception exception) =>
        exception.InnerException is { } inner ? Innermost(inner) : exception;
}
