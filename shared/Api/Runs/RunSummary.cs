using Trainyard.Contracts;

namespace Trainyard.Api.Runs;

/// <summary>A run in a list.</summary>
public record RunSummary
{
    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The name of the pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The state by name: Requested, Fetching, ..., Succeeded, Rejected, Faulted, Cancelled.</summary>
    public required string State { get; init; }

    /// <summary>How the run ended; null while it goes on.</summary>
    public RunOutcome? Outcome { get; init; }

    /// <summary>The step that is waited for, or that ended the run.</summary>
    public required Step Step { get; init; }

    /// <summary>Who owns the pipeline, where it says so.</summary>
    public string? Owner { get; init; }

    /// <summary>Who asked for the run.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What led to it: a request, a schedule, drift, or another run.</summary>
    public Trigger Trigger { get; init; } = Trigger.Request;

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it ended, UTC; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The version of the model, once it is registered.</summary>
    public int? Version { get; init; }

    /// <summary>Why the run failed, in one sentence.</summary>
    public string? Failure { get; init; }

    /// <summary>What keeps an accepted run from beginning, in one sentence; null once it has begun.</summary>
    public string? Obstacle { get; init; }

    /// <summary>Figures on the held-out part, by metric.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The thresholds in the order of the pipeline file, and figures beside them once there are any.</summary>
    public IReadOnlyList<GateCheck> Gate { get; init; } = [];
}
