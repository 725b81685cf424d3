using System.ComponentModel.DataAnnotations;

namespace Trainyard.Hosting.Bus;

/// <summary>Section <c>Bus</c>: what carries the messages.</summary>
public sealed record BusSettings : IValidatableObject
{
    /// <summary>The transport. Default: InMemory, which lives and dies with the process.</summary>
    public BusTransport Transport { get; init; } = BusTransport.InMemory;

    /// <summary>RabbitMq: where the broker is, <c>amqp://user:password@host:port/virtual-host</c>; or the file that
    /// holds this address, <c>file:///path</c>, so that the password stands in no other. Ignored in memory.</summary>
    [Required]
    public string Uri { get; init; } = "amqp://guest:guest@127.0.0.1:5672/";

    /// <summary>RabbitMq: the same for what sends dead letters back to the queues they died in, which takes a right to
    /// write to all of them; read by the service that keeps dead letters, and where <see cref="DeclareOthers"/> is
    /// false. Default: <see cref="Uri"/>.</summary>
    public string? RetryUri { get; init; }

    /// <summary>RabbitMq: messages that a queue hands to a process before they are acknowledged, 1 to 1,000. Default:
    /// 32.</summary>
    [Range(1, 1000)]
    public int Prefetch { get; init; } = 32;

    /// <summary>How often a consumer tries a message before it gives up, 1 to 50. Default: 5, a little further apart
    /// each time. Not counted is what fails because the document store is away: that waits for it.</summary>
    [Range(1, 50)]
    public int Attempts { get; init; } = 5;

    /// <summary>RabbitMq: how long a message is held at most that waits for a document store which is away, 1 s to
    /// 10 min; then it goes to the end of its queue, as if it had just come. Default: 4 s. Together with the 5 s that a
    /// store may take to answer it must be shorter than the <c>consumer_timeout</c> of the broker, which takes whoever
    /// holds a message longer for hung, and counts.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan OutageHold { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>RabbitMq: how often a queue delivers a message that nobody acknowledges, because whatever handles it
    /// dies, before it goes to the dead letters, 1 to 1,000. From 4 on those that were delivered beside it do not share
    /// its fate. Default: 5. Part of each queue since it was first declared: for another value, delete the queues or
    /// set a policy.</summary>
    [Range(1, 1000)]
    public int DeliveryLimit { get; init; } = 5;

    /// <summary>RabbitMq: how long nothing may happen on a bus that is not ready although the broker answers, 5 s to
    /// one day, before its process ends with exit code 1 to be started again. Default: 45 s.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan HangLimit { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>RabbitMq: how long the broker may take to answer a declaration, the wait behind others on the same
    /// channel included, 1 s to 1 hour. Default: 5 min. A broker that is gone is found out by the heartbeat of the
    /// connection; a declaration that runs out of time hangs the bus.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan DeclarationTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>RabbitMq: whether queues and exchanges are declared and nothing is consumed, as
    /// <c>trainyard topology</c> does. Default: false.</summary>
    public bool TopologyOnly { get; init; }

    /// <summary>RabbitMq: whether this process declares what others have too: the exchanges of all messages, what binds
    /// them to its queues, the queue of dead letters. Where false it declares its own queues alone, needs no right to
    /// configure anything else, and relies on <c>trainyard topology</c> to have run. Default: true.</summary>
    public bool DeclareOthers { get; init; } = true;

    /// <summary>The address that <see cref="Uri"/> is, or leads to.</summary>
    internal Uri Address => BrokerAddress.Read(Uri)!;

    /// <summary>The address that <see cref="RetryUri"/> is, or leads to.</summary>
    internal Uri RetryAddress => BrokerAddress.Read(RetryUri ?? Uri)!;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // An address holds a password, and is not repeated.
        if (BrokerAddress.Read(Uri) is null)
            yield return new ValidationResult(BrokerAddress.Rule, [nameof(Uri)]);
        if (RetryUri is not null && BrokerAddress.Read(RetryUri) is null)
            yield return new ValidationResult(BrokerAddress.Rule, [nameof(RetryUri)]);
    }
}

/// <summary>The transports there are.</summary>
public enum BusTransport
{
    /// <summary>Queues in the process.</summary>
    InMemory,

    /// <summary>A RabbitMQ broker.</summary>
    RabbitMq,
}
