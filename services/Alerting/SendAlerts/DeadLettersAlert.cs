namespace Trainyard.Alerting.SendAlerts;

/// <summary>
/// What a receiver gets when dead letters pile up: a JSON document, schema <c>dead-letters/1</c>. Members are added in
/// later versions, never changed.
/// </summary>
internal sealed record DeadLettersAlert
{
    /// <summary>The format: <c>dead-letters/1</c>.</summary>
    public string Schema { get; init; } = "dead-letters/1";

    /// <summary>The queue that the messages died in.</summary>
    public required string Queue { get; init; }

    /// <summary>How many of them nobody has decided about.</summary>
    public required long Count { get; init; }

    /// <summary>How many make an alert.</summary>
    public required int Threshold { get; init; }

    /// <summary>One or two sentences for a person.</summary>
    public required string Message { get; init; }

    /// <summary>The latest dead letter, for <c>trainyard dead show</c>.</summary>
    public string? Latest { get; init; }

    /// <summary>The run that it belongs to, as far as it can be told.</summary>
    public Guid? LatestRunId { get; init; }

    /// <summary>Since when there are as many, UTC.</summary>
    public required DateTimeOffset Since { get; init; }
}
