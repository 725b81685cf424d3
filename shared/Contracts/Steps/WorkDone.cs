namespace Trainyard.Contracts;

/// <summary>Who did a step, on which attempt, and how long it took.</summary>
public sealed record WorkDone
{
    /// <summary>The service, for example <c>training</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The worker: machine and process, for example <c>node-3/4711</c>.</summary>
    public required string Worker { get; init; }

    /// <summary>1 for the first attempt; earlier attempts are <see cref="AttemptFailed"/> events.</summary>
    public required int Attempt { get; init; }

    /// <summary>When this attempt began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long this attempt worked, waiting in queues not counted.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The version of the service's code, with its commit where the build knew it; absent where nobody had
    /// begun to work.</summary>
    public string? CodeVersion { get; init; }

    /// <summary>No work: what was asked for got lost before anybody began with it.</summary>
    /// <param name="service">The service that would have done it; null when that is not known.</param>
    /// <param name="worker">Where it got lost; null when that is not known.</param>
    /// <param name="at">When, UTC.</param>
    internal static WorkDone NotBegun(string? service, string? worker, DateTimeOffset at) => new()
    {
        Service = service ?? "unknown", Worker = worker ?? "unknown", Attempt = 1, StartedAt = at,
        Elapsed = TimeSpan.Zero,
    };
}
