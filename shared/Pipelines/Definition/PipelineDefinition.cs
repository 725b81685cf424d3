using Trainyard.Contracts;

namespace Trainyard.Pipelines.Definition;

/// <summary>
/// A pipeline as understood: every default filled in, every name resolved, secrets still written as <c>${NAME}</c>. Its
/// canonical JSON is what a run records and what every service reads.
/// </summary>
public sealed record PipelineDefinition
{
    /// <summary>The version of the grammar; 1 is the only one so far, and the default.</summary>
    public int Version { get; init; } = 1;

    /// <summary>
    /// The name of the pipeline and of the model it trains: lower-case letters, digits and dashes, at most 63.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>One sentence for people.</summary>
    public string? Description { get; init; }

    /// <summary>The team that owns the pipeline.</summary>
    public string? Owner { get; init; }

    /// <summary>Parts of the sequence by role, where this pipeline renames them or names their team.</summary>
    public IReadOnlyDictionary<string, ParticipantDefinition> Participants { get; init; } =
        new SortedDictionary<string, ParticipantDefinition>(StringComparer.Ordinal);

    /// <summary>What this pipeline calls the steps of a run, by their key such as <c>train</c>, where it renames
    /// them.</summary>
    public IReadOnlyDictionary<string, string> Steps { get; init; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where the data comes from.</summary>
    public required SourceDefinition Source { get; init; }

    /// <summary>The columns the data must have, by name; empty means that they are taken as they come.</summary>
    public IReadOnlyList<ColumnDefinition> Schema { get; init; } = [];

    /// <summary>What happens to columns that the schema does not list. Default: allow.</summary>
    public UnexpectedColumns UnexpectedColumns { get; init; } = UnexpectedColumns.Allow;

    /// <summary>Rules that the snapshot is held against.</summary>
    public IReadOnlyList<QualityRule> Quality { get; init; } = [];

    /// <summary>What the model learns to predict.</summary>
    public required TargetDefinition Target { get; init; }

    /// <summary>How rows are held out. Default: 20 % at random, stratified for classes.</summary>
    public required SplitDefinition Split { get; init; }

    /// <summary>What is dropped or repaired in the training part before features are fitted.</summary>
    public IReadOnlyList<CleaningStep> Cleaning { get; init; } = [];

    /// <summary>
    /// The features, in order. Empty means all columns but those of the target: numbers as they are, categories as
    /// codes, times as date parts.
    /// </summary>
    public IReadOnlyList<FeatureDefinition> Features { get; init; } = [];

    /// <summary>The trainer and its options.</summary>
    public required TrainerDefinition Train { get; init; }

    /// <summary>What the metrics on the held-out part must meet; empty means that any model passes.</summary>
    public IReadOnlyList<GateRule> Gate { get; init; } = [];

    /// <summary>Where a model that passed is deployed to; absent means that it is registered only.</summary>
    public DeployDefinition? Deploy { get; init; }

    /// <summary>Who is told of which endings, and how.</summary>
    public IReadOnlyList<AlertDefinition> Alerts { get; init; } = [];

    /// <summary>The parts of the sequence that take part, under the names that the pipeline gives them.</summary>
    public IReadOnlyList<Participant> Parts() =>
    [
        .. Role.All.Where(role => Role.Drawn.Contains(role) || Participants.ContainsKey(role)).Select(role =>
        {
            var given = Participants.GetValueOrDefault(role);
            return new Participant { Role = role, Name = given?.Name ?? role, Team = given?.Team };
        }),
    ];

    /// <summary>Who plays which part of the sequence, and what the steps are called.</summary>
    public Cast Cast() => new(Parts(), Steps, Owner);
}
