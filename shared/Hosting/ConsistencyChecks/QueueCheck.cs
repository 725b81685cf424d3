using System.Runtime.CompilerServices;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Trainyard.Hosting.Bus;
using Trainyard.Hosting.Bus.DeadLetters;
using Trainyard.Persistence.ConsistencyChecks;

namespace Trainyard.Hosting.ConsistencyChecks;

/// <summary>Every queue of the services is there and is read from, and nothing lies where messages go that could not be
/// handled. It asks the broker passively: nothing is made.</summary>
internal sealed class QueueCheck(IServiceProvider provider, BusSettings settings) : IConsistencyCheck
{
    private const int NotFound = 404;

    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (settings.Transport != BusTransport.RabbitMq)
            yield break;
        if (await BrokerConnection.Open(settings.Address, "trainyard doctor", cancellation) is not { } broker)
        {
            var where = settings.Address;
            yield return new Violation(
                "broker-away", $"{where.Host}:{where.Port}{where.AbsolutePath}", null,
                "The broker can't be reached, or refuses these credentials.",
                "Messages wait in the stores until it is back: start it, or set Bus:Uri to where it is.");
            yield break;
        }

        await using var connection = broker;
        foreach (var queue in Queues())
        {
            if (await Ask(connection, queue, cancellation) is not { } found)
            {
                yield return new Violation(
                    "queue-missing", queue, null, $"The queue '{queue}' does not exist: what is sent to it is refused.",
                    "Start the service that reads from it once; it makes its queues.");
            }
            else if (found is { MessageCount: > 0, ConsumerCount: 0 })
            {
                yield return new Violation(
                    "queue-without-consumer", queue, null,
                    $"{Messages(found.MessageCount)} in the queue '{queue}', and nobody reads from it.",
                    "Start the service that reads from it.");
            }
        }

        // Whoever reads from it keeps what it finds, for people to decide on.
        if (await Ask(connection, DeadLetterQueue.Name, cancellation) is { MessageCount: > 0, ConsumerCount: 0 } dead)
        {
            yield return new Violation(
                "dead-letters", DeadLetterQueue.Name, null,
                $"{Messages(dead.MessageCount)} in the queue '{DeadLetterQueue.Name}', where messages go "
                + "that no service could handle, and nobody reads from it.",
                "Start the service that keeps dead letters, and look at what it keeps.");
        }
    }

    private static string Messages(uint count) => count == 1 ? "One message is" : $"{count} messages are";

    /// <summary>The queues that the services of this process would read from, if they ran. A temporary one comes and
    /// goes with its process.</summary>
    private IEnumerable<string> Queues() => BusTraffic.QueuesOf(provider)
        .Where(queue => !queue.IsTemporary)
        .Select(queue => queue.Name);

    /// <summary>Null when there is no such queue. Asking for one costs the channel, so each has its own.</summary>
    private static async Task<QueueDeclareOk?> Ask(
        IConnection connection, string queue, CancellationToken cancellation)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        try
        {
            return await channel.QueueDeclarePassiveAsync(queue, cancellation);
        }
        catch (OperationInterruptedException refused) when (refused.ShutdownReason?.ReplyCode == NotFound)
        {
            return null;
        }
    }
}
