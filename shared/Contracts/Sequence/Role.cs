namespace Trainyard.Contracts;

/// <summary>The parts of the sequence, as designed; a pipeline file gives them names and teams.</summary>
public static class Role
{
    /// <summary>Whoever asks for a run and is told how it ended.</summary>
    public const string Engineer = "Engineer";

    /// <summary>What leads a run from step to step, and looks after its data until there is a model.</summary>
    public const string Pipeline = "Pipeline";

    /// <summary>Where the data comes from.</summary>
    public const string DataSource = "DataSource";

    /// <summary>What fits models.</summary>
    public const string Trainer = "Trainer";

    /// <summary>What measures models.</summary>
    public const string Validator = "Validator";

    /// <summary>What keeps versions and aliases.</summary>
    public const string Registry = "Registry";

    /// <summary>What watches models in service.</summary>
    public const string Monitor = "Monitor";

    /// <summary>What answers predictions. Drawn, and owned, as <see cref="Monitor"/> unless a pipeline file names
    /// it.</summary>
    public const string Serving = "Serving";

    /// <summary>The parts that every diagram shows, in their order.</summary>
    public static IReadOnlyList<string> Drawn { get; } =
        [Engineer, Pipeline, DataSource, Trainer, Validator, Registry, Monitor];

    /// <summary>All parts that a pipeline file may name.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Drawn, Serving];

    /// <summary>The part that stands for a role among those that take part.</summary>
    public static string Among(IReadOnlyList<Participant> participants, string role) =>
        role == Serving && participants.All(participant => participant.Role != Serving) ? Monitor : role;
}
