namespace Trainyard.Cluster.Tests.Chaos.KillServices;

/// <summary>A place between two steps of a run: a message that was just sent, and a service that dies there.</summary>
/// <param name="Message">The message, by name; null for a moment that has nothing to do with a run.</param>
/// <param name="Victim">The service.</param>
internal sealed record Boundary(string? Message, string Victim)
{
    private static readonly (string Command, string Reply, string Worker)[] Steps =
    [
        ("FetchData", "DataFetched", "Ingestion"),
        ("CheckData", "DataAccepted", "Ingestion"),
        ("PrepareData", "DataPrepared", "Preprocessing"),
        ("TrainModel", "ModelTrained", "Training"),
        ("ValidateModel", "ModelValidated", "Validation"),
        ("RegisterModel", "ModelRegistered", "Registry"),
        ("DeployModel", "ModelDeployed", "Serving"),
        ("AnnounceSuccess", "TrainingSucceeded", "Monitoring"),
    ];

    /// <summary>Every boundary, with either of the two services beside it: the one that sent, the one that
    /// takes.</summary>
    public static IReadOnlyList<Boundary> All { get; } =
    [
        new("TrainRequested", "Pipeline"),
        new("StartRun", "Pipeline"),
        .. Steps.SelectMany(step => new Boundary[]
        {
            new(step.Command, "Pipeline"), new(step.Command, step.Worker),
            new(step.Reply, step.Worker), new(step.Reply, "Pipeline"),
        }),
        new("TrainingFailed", "Pipeline"),
        new("TrainingFailed", "Alerting"),
        .. ServiceCluster.Names.Select(service => new Boundary(null, service)),
    ];

    /// <summary>All messages that a boundary is about.</summary>
    public static IReadOnlyList<string> Messages { get; } =
        [.. All.Select(boundary => boundary.Message).OfType<string>().Distinct()];
}
