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

/// <summary>Every service, in one process.</summary>
internal static class AllServices
{
    public static YardBuilder AddTo(YardBuilder yard) => yard
        .Add(new PipelineService())
        .Add(new IngestionService())
        .Add(new PreprocessingService())
        .Add(new TrainingService())
        .Add(new ValidationService())
        .Add(new RegistryService())
        .Add(new ServingService())
        .Add(new MonitoringService())
        .Add(new AlertingService());
}
