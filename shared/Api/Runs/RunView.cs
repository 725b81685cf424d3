using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Trainyard.Contracts;

namespace Trainyard.Api.Runs;

/// <summary>A run, whole: what it has, and its record.</summary>
public sealed record RunView : RunSummary
{
    /// <summary>A run of which everything is still to be said.</summary>
    [JsonConstructor]
    public RunView()
    {
    }

    /// <summary>A run with what a list says of it.</summary>
    [SetsRequiredMembers]
    public RunView(RunSummary summary)
        : base(summary)
    {
    }

    /// <summary>When the step that is waited for must have answered, UTC; null when none is.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Folder that relative source paths started from; null where the request named none.</summary>
    public string? SourceFolder { get; init; }

    /// <summary>The seed of whatever is drawn.</summary>
    public int Seed { get; init; }

    /// <summary>What the pipeline calls the parts of the sequence.</summary>
    public IReadOnlyList<Participant> Participants { get; init; } = [];

    /// <summary>What the pipeline calls its steps, by their key.</summary>
    public IReadOnlyDictionary<string, string> StepNames { get; init; } = new Dictionary<string, string>();

    /// <summary>The pipeline definition; null when the pipeline is not valid.</summary>
    public ArtifactReference? Definition { get; init; }

    /// <summary>The data, once it is fetched.</summary>
    public ArtifactReference? Snapshot { get; init; }

    /// <summary>The fitted features, once there are any.</summary>
    public ArtifactReference? Features { get; init; }

    /// <summary>The model, once it is trained.</summary>
    public ArtifactReference? Model { get; init; }

    /// <summary>The validation report, once there is one.</summary>
    public ArtifactReference? Report { get; init; }

    /// <summary>What the plain guess would get on the same rows, by metric.</summary>
    public IReadOnlyDictionary<string, double> Baselines { get; init; } = new Dictionary<string, double>();

    /// <summary>All that is wrong with request or data, and what its steps warned about, in their order.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The alias that it was deployed to.</summary>
    public string? Alias { get; init; }

    /// <summary>Where predictions are asked for, when it was deployed: a path of Serving.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The latest progress of training; null before the first, and when training is over.</summary>
    public TrainingProgressed? Progress { get; init; }

    /// <summary>Every message of the run, oldest first.</summary>
    public IReadOnlyList<RecordEntry> Record { get; init; } = [];
}
