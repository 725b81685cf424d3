namespace Trainyard.Contracts;

/// <summary>
/// Event: as many messages died in a queue as are said to pile up, and nobody has decided about them. It comes once for
/// each filling, and the next only after there were fewer; a repeat has the same <see cref="FillingId"/>. It belongs to
/// no run.
/// </summary>
public sealed record DeadLettersPiledUp : IMessage
{
    /// <summary>The queue that the messages died in.</summary>
    public required string Queue { get; init; }

    /// <summary>The filling: from reaching the threshold until there are fewer again.</summary>
    public required Guid FillingId { get; init; }

    /// <summary>How many of them nobody has decided about, from <see cref="Threshold"/> up.</summary>
    public required long Count { get; init; }

    /// <summary>How many pile up, from 1.</summary>
    public required int Threshold { get; init; }

    /// <summary>One or two sentences for a person: how many, why the latest died, where to see them.</summary>
    public required string Message { get; init; }

    /// <summary>The id of the latest dead letter, if it is still to be had.</summary>
    public string? Latest { get; init; }

    /// <summary>The run that it belongs to, as far as that can be told.</summary>
    public Guid? LatestRunId { get; init; }

    /// <summary>Since when there are as many, UTC.</summary>
    public required DateTimeOffset Since { get; init; }
}
