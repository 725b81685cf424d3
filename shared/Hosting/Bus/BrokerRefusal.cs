using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Trainyard.Hosting.Bus;

/// <summary>Why a broker lets nobody in: the bus only says, after a long time, that it did not start.</summary>
public static class BrokerRefusal
{
    /// <summary>How long each part of a connection may take. Where the broker refuses one, the client waits in vain for
    /// its last word, and nobody should for long.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

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
        try
        {
            await using var connection = await factory.CreateConnectionAsync(cancellation);
            return null;
        }
        catch (BrokerUnreachableException away)
        {
            return Sentence(away, BrokerPlace.Of(address));
        }
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
