using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Trainyard.Artifacts;
using Trainyard.Hosting.Settings;
using Trainyard.Persistence;

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
    ILogger<YardOnBroker> logger) : RecurringWork(Interval, time, logger), IHostedLifecycleService
{
    /// <summary>The exchange.</summary>
    public const string Exchange = "trainyard.yard";

    private const string Id = "alternate-exchange";
    private const int Inequivalent = 406;
    private const int Denied = 403;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private bool _isKnown;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Declare(cancellationToken);
        }
        catch (ForeignBrokerException foreign)
        {
            throw new SettingsException([foreign.Message]);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogDebug(failure, "Whose the virtual host is could not be asked yet");
        }
    }

    public override async Task Look(CancellationToken cancellation)
    {
        try
        {
            await Declare(cancellation);
        }
        catch (ForeignBrokerException foreign)
        {
            logger.LogCritical("{Problem}", foreign.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Short, since the broker names both in at most 255 characters.</summary>
    private static string NameOf(FolderClaim yard) => $"yard-{yard.Id:N}"[..17];

    private async Task Declare(CancellationToken cancellation)
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
            throw new ForeignBrokerException(
                $"The virtual host '{settings.Address.AbsolutePath}' of {settings.Address.Host} has the queues of "
                + $"another yard; this one is {name}, with its artifacts in '{folder.Folder}'. Give this yard a "
                + $"virtual host of its own with Bus:Uri. The broker says: {refusal.ShutdownReason.ReplyText}");
        }
        catch (OperationInterruptedException refusal) when (refusal.ShutdownReason?.ReplyCode == Denied)
        {
            logger.LogWarning(
                "This login may not declare the exchange {Exchange}, so that nothing says whose the queues are",
                Exchange);
            _isKnown = true;
        }
    }
}

/// <summary>The queues are those of another yard. The message names both.</summary>
internal sealed class ForeignBrokerException(string message) : InvalidOperationException(message);
