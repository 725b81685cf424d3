namespace Trainyard.Contracts;

/// <summary>
/// Somebody asks for a run. Published by the command line, the HTTP API, a schedule, or any AMQP client as plain
/// JSON. A repeat with the same run id, or the same idempotency key, is the same run.
/// </summary>
public sealed record TrainRequested : IRunMessage
{
    /// <summary>
    /// The run, chosen by whoever asks; without it the message id is taken. The same id twice is the same run.
    /// </summary>
    public Guid RunId { get; init; }

    /// <summary>The pipeline file, as YAML text. Needed: a request without it is rejected, not lost.</summary>
    public string? Pipeline { get; init; }

    /// <summary>
    /// Values that replace those of the file for this run, by path, for example <c>train.iterations</c> = <c>200</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Overrides { get; init; }

    /// <summary>
    /// The folder that relative source paths start from, as the Ingestion service sees it; its own data folder by
    /// default.
    /// </summary>
    public string? SourceFolder { get; init; }

    /// <summary>Who asks: a person or a program. <c>anonymous</c> by default.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>What leads to it: a request by default, or a schedule, drift, or another run.</summary>
    public Trigger? Trigger { get; init; }

    /// <summary>When it was asked for, UTC; the time of acceptance by default.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>The same key twice is the same run of a pipeline, whatever the run id. One that comes with another
    /// file, other overrides or another source folder is refused: over HTTP with 409, over the bus with a run that is
    /// rejected. At most 200 characters.</summary>
    public string? IdempotencyKey { get; init; }
}
