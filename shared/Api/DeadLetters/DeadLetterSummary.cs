namespace Trainyard.Api.DeadLetters;

/// <summary>A dead letter in a list: a message that nobody could handle.</summary>
public record DeadLetterSummary
{
    /// <summary>16 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Dead, Retried or Dropped.</summary>
    public required string State { get; init; }

    /// <summary>The queue it died in; <c>unknown</c> when nothing says so.</summary>
    public required string Queue { get; init; }

    /// <summary>The type of the message, as far as it can be told.</summary>
    public string? MessageType { get; init; }

    /// <summary>The run it belongs to, as far as that can be told.</summary>
    public Guid? RunId { get; init; }

    /// <summary>A command of the sequence: what its pipeline calls the step.</summary>
    public string? StepName { get; init; }

    /// <summary>A command of the sequence: what its pipeline calls the part that does it.</summary>
    public string? Participant { get; init; }

    /// <summary>A command of the sequence: the team that owns the step, else the pipeline, where one is
    /// named.</summary>
    public string? Team { get; init; }

    /// <summary>Failed, Unknown, GivenUp or Other.</summary>
    public required string Cause { get; init; }

    /// <summary>Why it died, in a sentence.</summary>
    public required string Explanation { get; init; }

    /// <summary>How often it was tried, where that is known.</summary>
    public int? Tries { get; init; }

    /// <summary>How often the same message died here.</summary>
    public required int Deaths { get; init; }

    /// <summary>When it died the last time, UTC.</summary>
    public required DateTimeOffset DiedAt { get; init; }

    /// <summary>Its id on the bus.</summary>
    public string? MessageId { get; init; }

    /// <summary>The dead letter that it was sent again from.</summary>
    public string? RetryOf { get; init; }
}
