using Trainyard.Metrics;

namespace Trainyard.Pipelines;

/// <summary>
/// The whole file. Reading order is the order of the keys here, so that later sections know the columns.
/// </summary>
internal static class PipelineGrammar
{
    /// <summary>The key of the name.</summary>
    public static readonly Key<string> Name = Key.Required(
        "pipeline", "The name of the pipeline and of the model it trains.", Names.Plain);

    private static readonly Key<double> Version = Key.Optional(
        "version",
        "The version of the grammar.",
        new NumberParser("1, the only version of the grammar so far") { Min = 1, Max = 1 },
        1.0);

    private static readonly Key<string> Description = Key.Optional(
        "description", "One sentence for people.", Names.Sentence);

    private static readonly Key<string> Owner = Key.Optional("owner", "The team that owns the pipeline.", Names.Label);

    private static readonly Key<IReadOnlyDictionary<string, ParticipantDefinition>> Participants = Key.Optional(
        "participants",
        "What this team calls the parts of the sequence, and who owns them.",
        PeopleGrammar.Participants);

    private static readonly Key<IReadOnlyDictionary<string, string>> Steps = Key.Optional(
        "steps", "What this team calls the steps of a run.", PeopleGrammar.Steps);

    private static readonly Key<SourceDefinition> Source = Key.Required(
        "source", "Where the data comes from.", SourceGrammar.Parser);

    private static readonly Key<IReadOnlyList<KeyValuePair<string, ColumnDefinition>>> Schema = Key.Optional(
        "schema", "The columns the data must have. Default: they are taken as they come.", SchemaGrammar.Parser);

    private static readonly Key<UnexpectedColumns> Unexpected = Key.Optional(
        "unexpected",
        "What happens to columns that the schema does not list.",
        new ChoiceParser<UnexpectedColumns>(),
        UnexpectedColumns.Allow);

    private static readonly Key<IReadOnlyList<QualityRule>> Quality = Key.Optional(
        "quality", "Rules that the data is held against before anything is learned.", QualityGrammar.Parser);

    private static readonly Key<TargetDefinition> Target = Key.Required(
        "target", "What the model learns to predict.", new TargetParser());

    private static readonly Key<SplitDefinition> Split = Key.Optional(
        "split",
        "How rows are held out, to judge the model on. Default: 20 % at random, stratified by the target for classes.",
        SplitGrammar.Parser);

    private static readonly Key<IReadOnlyList<CleaningStep>> Clean = Key.Optional(
        "clean",
        "What is dropped or repaired in the training part; the held-out part stays as it came.",
        CleaningGrammar.Parser);

    private static readonly Key<IReadOnlyList<IReadOnlyList<FeatureDefinition>>> Features = Key.Optional(
        "features",
        "What the trainer sees, in order. Default: all columns but those of the target: numbers as they are, "
        + "categories as codes, times as date parts.",
        FeatureGrammar.Parser);

    private static readonly Key<TrainerDefinition> Train = Key.Required(
        "train", "The trainer and its options.", TrainerKinds.Parser);

    private static readonly Key<string> Tune = Key.Later("tune", "A search for better options.", LaterGrammar.Tune);

    private static readonly Key<IReadOnlyList<GateRule>> Gate = Key.Optional(
        "gate", "What the metrics on the held-out part must meet. Default: any model passes.", GateGrammar.Parser);

    private static readonly Key<DeployDefinition> Deploy = Key.Optional(
        "deploy", "Where a model that passed is deployed to. Default: it is registered only.", PeopleGrammar.Deploy);

    private static readonly Key<string> Monitor = Key.Later(
        "monitor", "How the model is watched in service.", LaterGrammar.Monitor);

    private static readonly Key<IReadOnlyList<AlertDefinition>> Alerts = Key.Optional(
        "alerts", "Who is told of which endings, and how. Default: nobody.", PeopleGrammar.Alerts);

    private static readonly Key<string> Schedule = Key.Later(
        "schedule", "When runs start by themselves.", LaterGrammar.Schedule);

    public static MapParser<PipelineDefinition?> Parser { get; } = new(
        [
            Name, Version, Description, Owner, Participants, Steps, Source, Schema, Unexpected, Quality, Target, Split,
            Clean, Features, Train, Tune, Gate, Deploy, Monitor, Alerts, Schedule,
        ],
        Build)
    {
        BuildsFromParts = true,
    };

    private static PipelineDefinition? Build(Fields f)
    {
        var target = f.Find(Target);
        if (f.Has(Unexpected) && f.Get(Unexpected) != UnexpectedColumns.Allow && f.Context.Declared.Count == 0)
            f.Complain(Unexpected, "Without a 'schema' every column would be unexpected. Write one, or remove this.");
        ColumnRules.Check(f.Context, target);
        TargetRules.Check(f.Context, target, f.PlaceOf(Target));
        if (target is not null)
        {
            TaskRules.CheckTrainer(f.Context, target, f.Find(Train), f.PlaceOf(Train));
            TaskRules.CheckGate(f.Context, target);
            TaskRules.CheckSplit(f.Context, target, f.Find(Split), f.PlaceOf(Split));
        }

        var features = f.Find(Features)?.SelectMany(each => each).ToArray() ?? [];
        FeatureRules.Check(f.Context, features, target, f.PlaceOf(Features));
        if (!f.Has(Name) || !f.Has(Source) || target is null || !f.Has(Train)) return null;
        return new PipelineDefinition
        {
            Name = f.Get(Name),
            Description = f.Find(Description),
            Owner = f.Find(Owner),
            Participants = f.Find(Participants)
                ?? new SortedDictionary<string, ParticipantDefinition>(StringComparer.Ordinal),
            Steps = f.Find(Steps) ?? new SortedDictionary<string, string>(StringComparer.Ordinal),
            Source = f.Get(Source),
            Schema = [.. (f.Find(Schema) ?? []).Select(c => c.Value).OrderBy(c => c.Name, StringComparer.Ordinal)],
            UnexpectedColumns = f.Get(Unexpected),
            Quality = f.Find(Quality) ?? [],
            Target = target,
            Split = f.Find(Split)
                ?? (target.Task == LearningTask.Regression ? new RandomSplit() : new StratifiedSplit()),
            Cleaning = f.Find(Clean) ?? [],
            Features = features,
            Train = f.Get(Train),
            Gate = f.Find(Gate) ?? [],
            Deploy = f.Find(Deploy),
            Alerts = f.Find(Alerts) ?? [],
        };
    }
}
