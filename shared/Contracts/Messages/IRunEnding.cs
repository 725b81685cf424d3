namespace Trainyard.Contracts;

/// <summary>
/// Terminal: how a run ended. Each run has one, published once; a repeat has the same message id. Published as
/// mandatory: an ending that nobody receives is silence.
/// </summary>
public interface IRunEnding : IRunMessage
{
    /// <summary>The name of the pipeline.</summary>
    string Pipeline { get; }

    /// <summary>Which of the four ways.</summary>
    RunOutcome Outcome { get; }

    /// <summary>The step that ended the run.</summary>
    Step Step { get; }

    /// <summary>One sentence for a person.</summary>
    string Message { get; }

    /// <summary>Who asked for the run.</summary>
    string RequestedBy { get; }

    /// <summary>What led to it.</summary>
    Trigger Trigger { get; }

    /// <summary>The definition, for its alerts; absent when it is invalid.</summary>
    ArtifactReference? Definition { get; }

    /// <summary>Its alerts, where the definition can't be read, see <see cref="StartRun.Alerts"/>.</summary>
    string? Alerts => null;

    /// <summary>See <see cref="StartRun.AreAlertsLeftOut"/>.</summary>
    bool AreAlertsLeftOut => false;

    /// <summary>When the run ended, UTC.</summary>
    DateTimeOffset EndedAt { get; }

    /// <summary>Why it failed; absent otherwise.</summary>
    FailureReason? Failure => null;

    /// <summary>The team that owns the step that ended the run, else the pipeline; absent where nobody is
    /// named.</summary>
    string? Owner => null;

    /// <summary>All that is wrong with request or data.</summary>
    IReadOnlyList<Finding> Findings => [];

    /// <summary>Metrics beside their thresholds; empty when the gate was not reached.</summary>
    IReadOnlyList<GateCheck> Gate => [];

    /// <summary>Figures on the held-out part, as far as there are any.</summary>
    IReadOnlyDictionary<string, double> Metrics => new Dictionary<string, double>();

    /// <summary>The version that was registered, if any.</summary>
    int? RegisteredVersion => null;

    /// <summary>Where predictions are asked for, if it was deployed.</summary>
    string? PredictAt => null;
}
