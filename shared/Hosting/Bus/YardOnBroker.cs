using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Trainyard.Artifacts;
using Trainyard.Hosting.Stores;

namespace Trainyard.Hosting.Bus;

/// <summary>
/// Keeps two yards from sharing the queues of one virtual host, where each would take what the other was sent. An
/// exchange that nobody publishes to carries the id of the yard, that of its folder of artifacts: the broker refuses
/// whoever declares it with another. Of what an exchange is declared with, it compares the alternate exchange alone, so
/// the id is written there.
/// </summary>
internal sealed class YardOnBroker(
    BusSettings settings,
    FolderClaims folder,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<YardOnBroker> logger) : OneYard(TimeSpan.FromSeconds(1), lifetime, time, logger)
{
    /// <summary>The exchange.</summary>
    public const string Exchange = "trainyard.yard";

    /// <summary>How the name of a yard begins.</summary>
    public const string NameStart = "yard-";

    private const string Id = "alternate-exchange";
    private const int Inequivalent = 406;
    private const int Denied = 403;

    private readonly ILogger _logger = logger;
    private bool _isKnown;

    protected override async Task Demand(CancellationToken cancellation)
    {
        // A folder without an id is one that could not be written to yet.
        if (_isKnown || folder.Id is not { } yard)
            return;
        var name = NameOf(yard);
        await using var connection = await BrokerConnection.Open(settings.Address, "trainyard yard", cancellation);
        if (connection is null)
            return;
        try
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
            await channel.ExchangeDeclareAsync(
                Exchange, ExchangeType.Fanout, durable: true, autoDelete: false,
                new Dictionary<string, object?> { [Id] = name }, cancellationToken: cancellation);
            _isKnown = true;
        }
        catch (OperationInterruptedException refusal) when (refusal.ShutdownReason?.ReplyCode == Inequivalent)
        {
            throw new ForeignYardException(
                $"The virtual host '{settings.Address.AbsolutePath}' of {settings.Address.Host} has the queues of "
                + $"another yard; this one is {name}, with its artifacts in '{folder.Folder}'. Give this yard a "
                + $"virtual host of its own with Bus:Uri. The broker says: {refusal.ShutdownReason.ReplyText}");
        }
        catch (OperationInterruptedException refusal) when (refusal.ShutdownReason?.ReplyCode == Denied)
        {
            _logger.LogWarning(
                "This login may not declare the exchange {Exchange}, so that nothing says whose the queues are",
                Exchange);
            _isKnown = true;
        }
    }

    /// <summary>The bus itself says more of a broker that is away, whatever it fails with.</summary>
    protected override bool IsOutage(Exception failure) => true;

    /// <summary>Short, since the broker names both in at most 255 characters.</summary>
    private static string NameOf(FolderClaim yard) => $"{NameStart}{yard.Id:N}"[..17];
}
