using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Trainyard.Hosting.Bus;

/// <summary>Why a broker lets nobody in: the bus only says, after a long time, that it did not start.</summary>
public static class BrokerRefusal
{
    /// <summary>How long each part of a connection may take.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>How long all of it may take: what listens there may be no broker, and say nothing.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Of AMQP 0-9-1: a virtual host that is not there, or not for this user.</summary>
    private const int NotAllowed = 530;

    /// <summary>What is wrong, in a sentence; null when the broker lets this process in.</summary>
    public static async Task<string?> Of(IServiceProvider services, CancellationToken cancellation)
    {
        var address = services.GetRequiredService<IOptions<BusSettings>>().Value.Address;
        var factory = new ConnectionFactory
        {
            Uri = address, AutomaticRecoveryEnabled = false, RequestedConnectionTimeout = Timeout,
            HandshakeContinuationTimeout = Timeout, ContinuationTimeout = Timeout,
        };
        var place = BrokerPlace.Of(address);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(Limit);
        try
        {
            // The client hears of some ends of a wait late: it is left to itself then.
            await Enter(factory, bound.Token).WaitAsync(bound.Token);
            return null;
        }
        catch (Exception refused) when (refused is BrokerUnreachableException or OperationInterruptedException)
        {
            return Sentence(refused, place);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"The broker at {place.Address} can't be reached: nobody answers there as one within "
                + $"{Limit.TotalSeconds} s.";
        }
    }

    /// <summary>The client takes a connection for open that the broker has closed for its virtual host; a channel it
    /// does not.</summary>
    private static async Task Enter(ConnectionFactory factory, CancellationToken cancellation)
    {
        await using var connection = await factory.CreateConnectionAsync(cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
    }

    /// <summary>What kept a connection from being made, in a sentence.</summary>
    internal static string Sentence(Exception failure, BrokerPlace place)
    {
        var (broker, user, host) = ($"The broker at {place.Address}", place.User, place.VirtualHost);
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AuthenticationFailureException or PossibleAuthenticationFailureException:
                    return $"{broker} refuses '{user}': wrong user or wrong password.";
                case OperationInterruptedException { ShutdownReason: { ReplyCode: NotAllowed } reason }:
                    return reason.ReplyText.Contains("not found", StringComparison.OrdinalIgnoreCase)
                        ? $"{broker} has no virtual host '{host}'. To make it: rabbitmqctl add_vhost '{host}'"
                        : $"{broker} refuses '{user}' the virtual host '{host}': {reason.ReplyText}";
                case OperationInterruptedException { ShutdownReason: { } reason }:
                    return $"{broker} refuses '{user}': {reason.ReplyText}";
            }
        }

        return $"{broker} can't be reached: {failure.GetBaseException().Message}";
    }
}
