using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Trainyard.Contracts;
using Trainyard.Sagas;

namespace Trainyard.Pipeline.ReadRuns;

/// <summary>A run in a list.</summary>
internal record RunSummary
{
    public required Guid RunId { get; init; }

    public required string Pipeline { get; init; }

    /// <summary>The state by name: Requested, Fetching, ..., Succeeded, Rejected, Faulted, Cancelled.</summary>
    public required string State { get; init; }

    /// <summary>How the run ended; absent while it goes on.</summary>
    public RunOutcome? Outcome { get; init; }

    /// <summary>The step that is waited for, or that ended the run.</summary>
    public required Step Step { get; init; }

    public string? Owner { get; init; }

    public required string RequestedBy { get; init; }

    /// <summary>What led to it: a request, a schedule, drift, or another run.</summary>
    public required Trigger Trigger { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The version of the model, once it is registered.</summary>
    public int? Version { get; init; }

    /// <summary>Why the run failed, in one sentence.</summary>
    public string? Failure { get; init; }
}

/// <summary>A run, whole: what it has, and its record.</summary>
internal sealed record RunView : RunSummary
{
    [SetsRequiredMembers]
    public RunView(RunSummary summary)
        : base(summary)
    {
    }

    /// <summary>When the step that is waited for must have answered.</summary>
    public DateTimeOffset? Deadline { get; init; }

    public int Seed { get; init; }

    public IReadOnlyList<Participant> Participants { get; init; } = [];

    /// <summary>What the pipeline calls its steps, by their key.</summary>
    public IReadOnlyDictionary<string, string> StepNames { get; init; } = new Dictionary<string, string>();

    public ArtifactReference? Definition { get; init; }

    public ArtifactReference? Snapshot { get; init; }

    public ArtifactReference? Features { get; init; }

    public ArtifactReference? Model { get; init; }

    public ArtifactReference? Report { get; init; }

    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    public IReadOnlyList<GateCheck> Gate { get; init; } = [];

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public string? Alias { get; init; }

    public string? Endpoint { get; init; }

    /// <summary>The latest progress of training; absent before the first.</summary>
    public TrainingProgressed? Progress { get; init; }

    /// <summary>Every message of the run, oldest first.</summary>
    public IReadOnlyList<RecordEntry> Record { get; init; } = [];
}

/// <summary>One message of a run.</summary>
internal sealed record RecordEntry
{
    public required int Number { get; init; }

    /// <summary>When the run heard or said it, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    public required JournalDirection Direction { get; init; }

    public required string Message { get; init; }

    public required Guid MessageId { get; init; }

    /// <summary>Who sent it: machine, program and process; absent for what the run itself said.</summary>
    public string? From { get; init; }

    /// <summary>Who did the work, on which attempt, and how long it took; absent for commands.</summary>
    public WorkDone? Work { get; init; }

    /// <summary>The artifacts that it names, by their role in the message.</summary>
    public IReadOnlyDictionary<string, ArtifactReference> Artifacts { get; init; } =
        new Dictionary<string, ArtifactReference>();

    /// <summary>The whole message.</summary>
    public required JsonElement Body { get; init; }
}
