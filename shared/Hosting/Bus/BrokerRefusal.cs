using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Trainyard.Hosting.Bus;

/// <summary>Why a broker lets nobody in: the bus only says, after a long time, that it did not start.</summary>
public static class BrokerRefusal
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>What is wrong, in a sentence; null when the broker lets this process in, or can't be asked.</summary>
    public static async Task<string?> Of(IServiceProvider services, CancellationToken cancellation)
    {
        var address = services.GetRequiredService<IOptions<BusSettings>>().Value.Address;
        var user = address.UserInfo.Split(':')[0];
        var place = $"{address.Host}:{(address.Port > 0 ? address.Port : 5672)}";
        var factory = new ConnectionFactory
        {
            Uri = address, AutomaticRecoveryEnabled = false, RequestedConnectionTimeout = Timeout,
        };
        try
        {
            await using var connection = await factory.CreateConnectionAsync(cancellation);
            return null;
        }
        catch (BrokerUnreachableException away) when (away.GetBaseException() is AuthenticationFailureException
            or PossibleAuthenticationFailureException)
        {
            return $"The broker at {place} refuses '{Uri.UnescapeDataString(user)}': wrong user or wrong password.";
        }
        catch (BrokerUnreachableException away)
        {
            return $"The broker at {place} can't be reached: {away.GetBaseException().Message}";
        }
        catch (OperationInterruptedException refused)
        {
            return $"The broker at {place} refuses '{Uri.UnescapeDataString(user)}': {refused.Message}";
        }
    }
}
