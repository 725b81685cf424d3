namespace Trainyard.Contracts;

/// <summary>Terminal: the run succeeded. Published once for a run; a repeat has the same message id.</summary>
public sealed record TrainingSucceeded : IRunEnding
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <summary>The name of the pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The registered version.</summary>
    public required int Version { get; init; }

    /// <summary>The alias it is deployed to, if any.</summary>
    public string? Alias { get; init; }

    /// <summary>Where predictions are asked for, if deployed.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Figures on the held-out part by metric name; finite numbers only.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The gate that it passed.</summary>
    public required IReadOnlyList<GateCheck> Gate { get; init; }

    /// <summary>The definition, for its alerts.</summary>
    public required ArtifactReference Definition { get; init; }

    /// <summary>Who asked for the run.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What led to the run. Default: a request.</summary>
    public Trigger Trigger { get; init; } = Trigger.Request;

    /// <summary>When the run ended, UTC.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    RunOutcome IRunEnding.Outcome => RunOutcome.Succeeded;

    Step IRunEnding.Step => Step.Announce;

    string IRunEnding.Message =>
        $"Version {Version} of model '{Model}' is registered{(Alias is null ? "" : $" and answers as {Alias}")}.";

    int? IRunEnding.RegisteredVersion => Version;

    string? IRunEnding.PredictAt => Endpoint;

    /// <summary>What a command to announce asks to be announced.</summary>
    public static TrainingSucceeded Of(AnnounceSuccess command, DateTimeOffset endedAt)
    {
        ArgumentNullException.ThrowIfNull(command);
        return new()
        {
            RunId = command.RunId, Pipeline = command.Pipeline, Model = command.Model, Version = command.Version,
            Alias = command.Alias, Endpoint = command.Endpoint, Metrics = command.Metrics, Gate = command.Gate,
            Definition = command.Definition, RequestedBy = command.RequestedBy, Trigger = command.Trigger,
            EndedAt = endedAt,
        };
    }
}
