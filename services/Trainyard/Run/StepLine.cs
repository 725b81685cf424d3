using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;
using Trainyard.Contracts;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Cli.Run;

/// <summary>One step of a run, as a line.</summary>
/// <param name="Step">The step.</param>
/// <param name="Label">What it does, and who does it where the pipeline names them.</param>
/// <param name="Fraction">How much of it is done, 0 to 1.</param>
/// <param name="Elapsed">How long the work took; null while it goes on.</param>
/// <param name="Detail">A figure that says how it went.</param>
internal sealed record StepLine(Step Step, string Label, double Fraction, TimeSpan? Elapsed, string Detail)
{
    private static readonly (Step Step, string Verb, string Role, string Reply)[] Steps =
    [
        (Step.Fetch, "Fetch data", "DataSource", nameof(DataFetched)),
        (Step.Check, "Check data", "DataSource", nameof(DataAccepted)),
        (Step.Prepare, "Prepare features", "Pipeline", nameof(DataPrepared)),
        (Step.Train, "Train model", "Trainer", nameof(ModelTrained)),
        (Step.Validate, "Validate model", "Validator", nameof(ModelValidated)),
        (Step.Register, "Register version", "Registry", nameof(ModelRegistered)),
        (Step.Deploy, "Deploy", "Monitor", nameof(ModelDeployed)),
    ];

    public static IEnumerable<Step> StepsOf(PipelineDefinition definition) =>
        Steps.Select(step => step.Step).Where(step => step != Step.Deploy || definition.Deploy is not null);

    public static string LabelOf(Step step, PipelineDefinition definition)
    {
        var (_, verb, role, _) = Steps.First(known => known.Step == step);
        return definition.Participants.GetValueOrDefault(role)?.Name is { } name ? $"{verb} ({name})" : verb;
    }

    public static IReadOnlyList<StepLine> Of(RunReport report, PipelineDefinition definition) =>
        [.. StepsOf(definition).Select(step => Of(step, report, definition))];

    private static StepLine Of(Step step, RunReport report, PipelineDefinition definition)
    {
        var label = LabelOf(step, definition);
        var reply = Steps.First(known => known.Step == step).Reply;
        if (report.Record.LastOrDefault(line => line.Message == reply) is { } done)
            return new(step, label, 1, done.Work?.Elapsed, Details(done));
        if (report.Step == step && report.Outcome is null && step == Step.Train && report.Progress is { } progress)
        {
            var loss = progress.Loss is { } figure ? $"{progress.Metric} {Words.Figure(figure)}" : "";
            return new(step, label, Math.Min(0.99, (double)progress.Iteration / progress.Iterations), null,
                $"{progress.Iteration}/{progress.Iterations} {loss}".TrimEnd());
        }

        return new(step, label, report.Step == step && report.Outcome is null ? 0.01 : 0, null, "");
    }

    private static string Details(RecordLine line)
    {
        long Number(string name) => line.Body.GetProperty(name).GetInt64();
        return line.Message switch
        {
            nameof(DataFetched) => $"{Number("rows"):N0} rows, {Number("columns")} columns",
            nameof(DataAccepted) => line.Body.GetProperty("warnings").GetArrayLength() is var warnings and > 0
                ? $"accepted with {warnings} {(warnings == 1 ? "warning" : "warnings")}"
                : "accepted",
            nameof(DataPrepared) => $"{Number("trainingRows"):N0} to train, {Number("heldOutRows"):N0} held out",
            nameof(ModelTrained) => line.Body.GetProperty("trainer").GetString() ?? "",
            nameof(ModelValidated) => $"{Number("rows"):N0} rows scored",
            nameof(ModelRegistered) => $"version {Number("version")}",
            nameof(ModelDeployed) => line.Body.GetProperty("alias").GetString() ?? "",
            _ => "",
        };
    }
}
