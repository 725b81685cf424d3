using Trainyard.Alerting;
using Trainyard.Hosting;
using Trainyard.Ingestion;
using Trainyard.Monitoring;
using Trainyard.Pipeline;
using Trainyard.Preprocessing;
using Trainyard.Registry;
using Trainyard.Serving;
using Trainyard.Training;
using Trainyard.Validation;

namespace Trainyard.Cli.Yards;

/// <summary>The one list of services, in the order of a run. Tests hold all others against it: the solution, the
/// compose file, the owners, the table of the README.</summary>
internal static class AllServices
{
    public static IReadOnlyList<ServiceEntry> Manifest { get; } =
    [
        new("Pipeline", () => new PipelineService(), Port: 5081),
        new("Ingestion", () => new IngestionService()),
        new("Preprocessing", () => new PreprocessingService()),
        new("Training", () => new TrainingService()),
        new("Validation", () => new ValidationService()),
        new("Registry", () => new RegistryService(), Port: 5082),
        new("Serving", () => new ServingService(), Port: 5083),
        new("Monitoring", () => new MonitoringService()),
        new("Alerting", () => new AlertingService(), Port: 5085),
    ];

    /// <summary>Every service, in one process.</summary>
    public static YardBuilder AddTo(YardBuilder yard)
    {
        foreach (var service in Manifest)
            yard.Add(service.Create());
        return yard;
    }
}

/// <summary>A service of the manifest.</summary>
/// <param name="Name">Its folder below services and tests, and the name of its project.</param>
/// <param name="Create">Makes it.</param>
/// <param name="Port">Where it answers people and programs on the machine that runs the compose file; null where it has
/// nothing to say over HTTP but how it is.</param>
internal sealed record ServiceEntry(string Name, Func<IYardService> Create, int? Port = null);
