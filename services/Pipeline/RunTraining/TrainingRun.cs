using System.Text.Json.Serialization;
using Trainyard.Contracts;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Persistence;
using Trainyard.Persistence.Documents;
using Trainyard.Sagas;
using Trainyard.Pipeline.ReadRuns;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>One run: where it is, what it has so far, and what it received and sent lately; the rest is in its
/// record.</summary>
internal sealed class TrainingRun : IJournaledSaga
{
    public Guid CorrelationId { get; set; }

    /// <summary>The state, by name.</summary>
    public string State { get; set; } = "";

    public string Pipeline { get; set; } = "";

    public string? Owner { get; set; }

    public string RequestedBy { get; set; } = "";

    public Trigger Trigger { get; set; } = Trigger.Request;

    public DateTimeOffset RequestedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The step that is waited for, and until when, by a clock that nobody sets: see
    /// <see cref="SteadyTime"/>.</summary>
    public Step Step { get; set; }

    public DateTimeOffset? Deadline { get; set; }

    /// <summary>Whether the work at it is known to have begun, or need not have: until then it waits for a worker, and
    /// the deadline is that of waiting.</summary>
    public bool IsStepBegun { get; set; }

    public ArtifactReference? Definition { get; set; }

    /// <summary>See <see cref="StartRun.Alerts"/>.</summary>
    public string? Alerts { get; set; }

    /// <summary>See <see cref="StartRun.AreAlertsLeftOut"/>.</summary>
    public bool AreAlertsLeftOut { get; set; }

    public string? SourceFolder { get; set; }

    public string? DeployTo { get; set; }

    public int Seed { get; set; }

    public IReadOnlyList<Participant> Participants { get; set; } = [];

    /// <summary>What the pipeline calls its steps, by their key.</summary>
    public IReadOnlyDictionary<string, string> StepNames { get; set; } = new Dictionary<string, string>();

    /// <summary>Who plays which part in this run.</summary>
    [JsonIgnore]
    public Cast Cast => new(Participants, StepNames, Owner);

    public ArtifactReference? Snapshot { get; set; }

    public ArtifactReference? Training { get; set; }

    public ArtifactReference? HeldOut { get; set; }

    public ArtifactReference? Features { get; set; }

    public ArtifactReference? Samples { get; set; }

    public ArtifactReference? Model { get; set; }

    public ArtifactReference? Report { get; set; }

    public IReadOnlyDictionary<string, double> Metrics { get; set; } = new Dictionary<string, double>();

    /// <summary>The thresholds, and beside them the figures once there are any.</summary>
    public IReadOnlyList<GateCheck> Gate { get; set; } = [];

    /// <summary>Whether an override of this run changed them.</summary>
    public bool IsGateOverridden { get; set; }

    /// <summary>The version that was registered, and what Registry signed about it.</summary>
    public int? Version { get; set; }

    public string? Statement { get; set; }

    /// <summary>The deployment that Registry decided with it, and the number of that change of the alias.</summary>
    public Guid? DeploymentId { get; set; }

    public long? Change { get; set; }

    /// <summary>What Registry signed about it.</summary>
    public string? MoveStatement { get; set; }

    /// <summary>Why Registry could decide none.</summary>
    public string? MoveProblem { get; set; }

    public string? Endpoint { get; set; }

    /// <summary>Why the run failed, for lists; the whole of it is in the journal.</summary>
    public string? Failure { get; set; }

    /// <summary>What keeps an accepted run from beginning; the run is none yet, and this is not stored.</summary>
    [JsonIgnore]
    public string? Obstacle { get; init; }

    [JsonInclude]
    public Journal Journal { get; private set; } = new();

    /// <summary>What the run made, for whoever keeps what came of it to hold against its own records.</summary>
    public RunAccount Account() => new(
        Pipeline,
        Version,
        new Dictionary<string, string?>
        {
            ["model"] = Model?.Sha256, ["definition"] = Definition?.Sha256, ["snapshot"] = Snapshot?.Sha256,
            ["features"] = Features?.Sha256, ["report"] = Report?.Sha256,
        },
        Metrics,
        EndedAt,
        RequestedBy,
        Trigger,
        DeploymentId,
        IsServed: Endpoint is not null);

    public static DocumentCollection<TrainingRun> Collection { get; } = new()
    {
        Name = "runs",
        Id = run => run.CorrelationId.ToString(),
        Indexes =
        [
            new("state", run => run.State),
            new("pipeline", run => run.Pipeline),
            new("requested", run => run.RequestedAt),
            new("deadline", run => run.Deadline),
            new(SagaIndexes.Unsent, run => run.Journal.UndispatchedSince),
            // What a registered version came from is kept as long as the version is: for ever.
            new("retire", run => run.Version is null && run.Journal.UndispatchedSince is null ? run.EndedAt : null),
        ],
        Orders = [["pipeline", "state", "requested"], ["pipeline", "requested"], ["state", "requested"]],
        Row = RunReader.Summarise,
    };
}
