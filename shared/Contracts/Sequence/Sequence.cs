using System.Text.Json.Serialization;

namespace Trainyard.Contracts;

/// <summary>The steps of a run, in their order. On the wire a step is its name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Step>))]
public enum Step
{
    /// <summary>The request is read and its pipeline checked.</summary>
    Accept,

    /// <summary>Source data becomes a snapshot.</summary>
    Fetch,

    /// <summary>The snapshot is held against schema and quality rules.</summary>
    Check,

    /// <summary>Split, clean, fit features on the training part.</summary>
    Prepare,

    /// <summary>A model is fitted.</summary>
    Train,

    /// <summary>The model is measured on the held-out part.</summary>
    Validate,

    /// <summary>The metrics are held against the gate.</summary>
    Gate,

    /// <summary>The model becomes an immutable, signed version.</summary>
    Register,

    /// <summary>The version is loaded under its alias.</summary>
    Deploy,

    /// <summary>The outcome is announced.</summary>
    Announce,
}

/// <summary>
/// The sequence of a run, written down once: correlation, partitions, handling of faults, deadlines, owners, diagrams
/// and progress all come from this table. Another step is another row here, its two messages, a state of the machine in
/// Pipeline that sends the command, and a job in the service that does the work.
/// </summary>
public static class Sequence
{
    /// <summary>Every step, in the order of a run that succeeds.</summary>
    public static IReadOnlyList<SequenceStep> Steps { get; } =
    [
        SequenceStep.Inside(Step.Accept, Role.Pipeline, "Accept request"),
        SequenceStep.Of<FetchData, DataFetched>(
            Step.Fetch, "ingestion", Role.Pipeline, Role.DataSource, "Fetch data", TimeSpan.FromMinutes(30),
            reply => $"{reply.Rows:N0} rows, {reply.Columns} columns{Counted(reply)}",
            refusal: typeof(DataRejected)),
        SequenceStep.Of<CheckData, DataAccepted>(
            Step.Check, "ingestion", Role.Pipeline, Role.Pipeline, "Check data", TimeSpan.FromMinutes(15),
            reply => $"accepted{Counted(reply)}",
            refusal: typeof(DataRejected)),
        SequenceStep.Of<PrepareData, DataPrepared>(
            Step.Prepare, "preprocessing", Role.Pipeline, Role.Pipeline, "Prepare features", TimeSpan.FromMinutes(30),
            reply => $"{reply.TrainingRows:N0} to train, {reply.HeldOutRows:N0} held out{Counted(reply)}",
            refusal: typeof(DataRejected)),
        SequenceStep.Of<TrainModel, ModelTrained>(
            Step.Train, "training", Role.Pipeline, Role.Trainer, "Train model", TimeSpan.FromHours(12),
            reply => $"{reply.Trainer}{Counted(reply)}",
            refusal: typeof(DataRejected)),
        SequenceStep.Of<ValidateModel, ModelValidated>(
            Step.Validate, "validation", Role.Pipeline, Role.Validator, "Validate model", TimeSpan.FromMinutes(30),
            reply => $"{reply.Rows:N0} rows scored{Counted(reply)}",
            refusal: typeof(DataRejected)),
        SequenceStep.Inside(Step.Gate, Role.Pipeline, "Hold metrics against the gate"),
        SequenceStep.Of<RegisterModel, ModelRegistered>(
            Step.Register, "registry", Role.Pipeline, Role.Registry, "Register version", TimeSpan.FromMinutes(5),
            reply => $"version {reply.Version}",
            refusal: typeof(ModelRefused)),
        SequenceStep.Of<DeployModel, ModelDeployed>(
            Step.Deploy, "serving", Role.Registry, Role.Serving, "Deploy", TimeSpan.FromMinutes(10),
            reply => reply.Alias, said: typeof(ModelServed)),
        SequenceStep.Of<AnnounceSuccess, TrainingSucceeded>(
            Step.Announce, "monitoring", Role.Pipeline, Role.Monitor, "Announce success", TimeSpan.FromMinutes(1),
            reply => $"version {reply.Version}", countsFromCommand: true),
    ];

    private static readonly Dictionary<Type, SequenceStep> ByMessage =
        Steps.Where(step => step.IsSent).SelectMany(step => new[] { (step.Command!, step), (step.Reply!, step) })
            .ToDictionary(pair => pair.Item1, pair => pair.step);

    /// <summary>The row of a step.</summary>
    public static SequenceStep Of(Step step) => Steps.First(row => row.Step == step);

    /// <summary>The row of a command or a reply, or null when the message is neither.</summary>
    public static SequenceStep? Find(Type message) => ByMessage.GetValueOrDefault(message);

    /// <summary>The step that a command asks for; null when the message is no command of the sequence.</summary>
    public static SequenceStep? OfCommand(Type message) =>
        Find(message) is { } step && step.Command == message ? step : null;

    private static string Counted(IWarningReply reply) => reply.Warnings.Count switch
    {
        0 => "",
        1 => ", 1 warning",
        var warnings => $", {warnings} warnings",
    };
}
