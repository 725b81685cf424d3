using System.ComponentModel.DataAnnotations;

namespace Trainyard.Jobs;

/// <summary>Section <c>Jobs</c>: how this process works on stored jobs. <c>Jobs:TrainModel:...</c> sets one kind
/// alone.</summary>
public sealed record JobSettings : IValidatableObject
{
    /// <summary>Jobs of one kind that this process works on at once, 0 to 256; 0 leaves them to other processes.
    /// Default: 2.</summary>
    [Range(0, 256)]
    public int Capacity { get; set; } = 2;

    /// <summary>How long a claimed job is this worker's without a sign of life, 2 s to 10 min. Default: 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a worker looks at the job it works on, and for jobs that nobody told it of, 50 ms to 1 min;
    /// for those every 5 s while its process is quiet, where this is less. At most half of the lease. A cancellation is
    /// noticed within it. Default: 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Attempts before a job counts as faulted, 1 to 20; a worker that dies uses one up. Default: 3.</summary>
    [Range(1, 20)]
    public int Attempts { get; set; } = 3;

    /// <summary>The pause after the first failed attempt, doubled after each further one, 0 to 10 min.
    /// Default: 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How far apart the checkpoints of a job are that keeps any, 100 ms to 1 h: about so much work is done
    /// again when a worker dies. Further apart where taking one holds up the work, so that this is a twentieth of the
    /// time at most. Default: 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan Checkpoint { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Memory that one job of the kind may take, in bytes, 0 to 2^44: it begins once so much of
    /// <c>Budget:Memory</c> is free, and DuckDB is held to it. Default: a quarter of that for work on whole tables,
    /// which is fetching, checking, preparing, training and validating; 0 for all other.</summary>
    [Range(0L, 1L << 44)]
    public long? Memory { get; set; }

    /// <summary>How long work that is to stop may go on before its place is given to other work, 0 to 10 min: what
    /// hangs in a system call hears of nothing. Default: 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan StopLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether all leases end when the process starts: only for one that has the store for itself. Default:
    /// false.</summary>
    public bool BreakLeases { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // A lease is renewed when three tenths of it are gone, at the next poll interval.
        if (PollInterval > Lease / 2)
            yield return new ValidationResult("must be at most half of Jobs:Lease", [nameof(PollInterval)]);
    }
}
