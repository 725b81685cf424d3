namespace Trainyard.Hosting.Bus.DeadLetters;

/// <summary>A message that nobody could handle, as it lies in the queue of dead letters on either transport.</summary>
public sealed record DeadMessage
{
    /// <summary>The queue it died in; null when nothing says so.</summary>
    public string? Queue { get; init; }

    /// <summary>Why it died.</summary>
    public required DeathCause Cause { get; init; }

    /// <summary>The id it was sent under, if any.</summary>
    public string? MessageId { get; init; }

    /// <summary>The content type it was sent with, if any.</summary>
    public string? ContentType { get; init; }

    /// <summary>The headers it was sent with; those that tell of its death are left out.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body, byte for byte.</summary>
    public required byte[] Body { get; init; }

    /// <summary>When it died, UTC; null when nothing says so.</summary>
    public DateTimeOffset? DiedAt { get; init; }

    /// <summary>How often it was tried; null when nothing says so.</summary>
    public int? Tries { get; init; }

    /// <summary>Failed: the type of the exception.</summary>
    public string? ExceptionType { get; init; }

    /// <summary>Failed: what the exception says.</summary>
    public string? ExceptionMessage { get; init; }

    /// <summary>Failed: where the exception came from.</summary>
    public string? StackTrace { get; init; }

    /// <summary>Failed: the type of the message where it could be read, and then a <c>Fault&lt;T&gt;</c> with it was
    /// published.</summary>
    public string? FaultOf { get; init; }

    /// <summary>The dead letter that it was sent again from, see <see cref="QueueSender"/>.</summary>
    public string? RetryOf { get; init; }
}

/// <summary>Why a message died.</summary>
public enum DeathCause
{
    /// <summary>Reading or handling it failed, on every attempt.</summary>
    Failed,

    /// <summary>Nobody on its queue knows a message of its type.</summary>
    Unknown,

    /// <summary>It was delivered as often as the queue allows, and never acknowledged: what handled it died.</summary>
    GivenUp,

    /// <summary>Whatever else: it expired, or somebody put it there.</summary>
    Other,
}
