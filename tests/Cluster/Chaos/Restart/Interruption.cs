namespace Trainyard.Cluster.Tests.Chaos.Restart;

/// <summary>A service that dies before the work of a run reaches it, and the message that says it has done
/// it.</summary>
/// <param name="Service">The service.</param>
/// <param name="Before">The message after which it is killed; null when that is before the run is asked for: the first
/// step would be claimed before a kill could come, and a lease would have to run out.</param>
/// <param name="Done">What it sends when the next step of the run is done.</param>
internal sealed record Interruption(string Service, string? Before, string Done)
{
    /// <summary>One for each service, and for Pipeline one in the middle of a run.</summary>
    public static IReadOnlyList<Interruption> All { get; } =
    [
        new("Ingestion", null, "DataFetched"),
        new("Preprocessing", "DataFetched", "DataPrepared"),
        new("Pipeline", "PrepareData", "TrainModel"),
        new("Training", "DataAccepted", "ModelTrained"),
        new("Validation", "DataPrepared", "ModelValidated"),
        new("Registry", "ModelTrained", "ModelRegistered"),
        new("Pipeline", "ValidateModel", "RegisterModel"),
        new("Serving", "ModelValidated", "ModelDeployed"),
        new("Monitoring", "ModelRegistered", "TrainingSucceeded"),
    ];

    public static IReadOnlyList<string> Messages { get; } =
        [.. All.SelectMany(one => new[] { one.Before, one.Done }).OfType<string>().Distinct()];
}
