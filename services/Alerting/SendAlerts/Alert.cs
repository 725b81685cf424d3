using Trainyard.Contracts;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>
/// What a receiver gets: a JSON document, schema <c>alert/1</c>. Names are those of the messages; members are added in
/// later versions, never changed. The header <c>Idempotency-Key</c> is the same whenever the same alert is sent again.
/// </summary>
internal sealed record Alert
{
    /// <summary>The format: <c>alert/1</c>.</summary>
    public string Schema { get; init; } = "alert/1";

    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>How the run ended.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>The step that ended it.</summary>
    public required Step Step { get; init; }

    /// <summary>What the pipeline calls that step.</summary>
    public required string StepName { get; init; }

    /// <summary>What the pipeline calls the part of the sequence that does it.</summary>
    public required string Participant { get; init; }

    /// <summary>Why it failed; absent otherwise.</summary>
    public FailureReason? Reason { get; init; }

    /// <summary>One sentence for a person.</summary>
    public required string Message { get; init; }

    /// <summary>What this alert lacks, or why it came here, in a sentence; absent where nothing is missing.</summary>
    public string? Note { get; init; }

    /// <summary>All that is wrong with request or data.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Metrics beside their thresholds; empty when the gate was not reached.</summary>
    public IReadOnlyList<GateCheck> Gate { get; init; } = [];

    /// <summary>All figures on the held-out part; empty when the model was not measured.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The version that was registered, when the run succeeded.</summary>
    public int? Version { get; init; }

    /// <summary>Where predictions are asked for, when it was deployed.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The team that owns the step that ended the run, else the pipeline.</summary>
    public string? Owner { get; init; }

    /// <summary>
    /// What the pipeline calls the parts of the sequence, by role, and who owns them; empty where it says nothing.
    /// </summary>
    public IReadOnlyDictionary<string, AlertParticipant> Participants { get; init; } =
        new Dictionary<string, AlertParticipant>();

    /// <summary>Who asked for the run.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What led to it.</summary>
    public required Trigger Trigger { get; init; }

    /// <summary>When the run ended, UTC.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>What there is to tell of an ending, in the words of its pipeline; where that can't be read, in those
    /// that the ending has.</summary>
    public static Alert Of(IRunEnding ending, PipelineDefinition? pipeline)
    {
        var cast = pipeline?.Cast() ?? new Cast([], new Dictionary<string, string>(), ending.Owner);
        var said = pipeline is null ? ending as TrainingFailed : null;
        return new()
        {
            RunId = ending.RunId,
            Pipeline = ending.Pipeline,
            Outcome = ending.Outcome,
            Step = ending.Step,
            StepName = said?.StepName ?? cast.NameOf(ending.Step),
            Participant = said?.Participant ?? cast.WorkerOf(ending.Step).Name,
            Reason = ending.Failure,
            Message = ending.Message,
            Findings = ending.Findings,
            Gate = ending.Gate,
            Metrics = ending.Metrics,
            Version = ending.RegisteredVersion,
            Endpoint = ending.PredictAt,
            Owner = ending.Owner ?? cast.OwnerOf(ending.Step),
            Participants = pipeline?.Participants.ToDictionary(
                part => part.Key, part => new AlertParticipant(part.Value.Name, part.Value.Team)) ?? [],
            RequestedBy = ending.RequestedBy,
            Trigger = ending.Trigger,
            EndedAt = ending.EndedAt,
        };
    }
}

/// <summary>A part of the sequence.</summary>
/// <param name="Name">What the pipeline calls it.</param>
/// <param name="Team">The team that owns it.</param>
internal sealed record AlertParticipant(string? Name, string? Team);
