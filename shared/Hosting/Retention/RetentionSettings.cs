using System.ComponentModel.DataAnnotations;

namespace Trainyard.Hosting.Retention;

/// <summary>
/// Section <c>Retention</c>: how long what is over is kept, each 1 day to 100 years. What is under way stays, and so
/// does what a registered version came from: the version, its run, and the record of that.
/// </summary>
public sealed record RetentionSettings : IValidatableObject
{
    private const string Least = "1.00:00:00";
    private const string Most = "36500.00:00:00";
    private static readonly TimeSpan LongestKnown = TimeSpan.FromDays(90);

    private readonly TimeSpan? _requests;

    /// <summary>How often is looked for what is to go, 1 min to 7 days. Default: 1 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Runs that registered no version, from their end, with their records and progress. Default: 365
    /// days.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Runs { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Requests whose runs have begun, from when they were accepted: so long is an idempotency key known. At
    /// most as long as <see cref="Runs"/>: the key would lead to a run that is gone. Default: 90 days, or as long as
    /// runs where that is less.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Requests
    {
        get => _requests ?? (Runs < LongestKnown ? Runs : LongestKnown);
        init => _requests = value;
    }

    /// <summary>The latest progress of runs, from their end. Default: 1 day.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Progress { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Jobs that are over, whose replies are published: so long is a repeated command known for one. Longer
    /// than any step may take. Default: 60 days.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Jobs { get; init; } = TimeSpan.FromDays(60);

    /// <summary>The word that a run was stopped: so long is a command of it that comes late never begun. Default: 60
    /// days.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan StoppedRuns { get; init; } = TimeSpan.FromDays(60);

    /// <summary>Dead letters that were retried or dropped, from when they died. Default: 90 days.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan DeadLetters { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Dead letters that nobody has decided about, from when they died. Default: 365 days.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan UndecidedDeadLetters { get; init; } = TimeSpan.FromDays(365);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Requests > Runs)
            yield return new ValidationResult("must be at most Retention:Runs", [nameof(Requests)]);
    }
}
