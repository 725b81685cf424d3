using Trainyard.Contracts;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>The parts of the sequence, and which step is whose.</summary>
internal static class Roles
{
    public static readonly IReadOnlyList<string> All =
        ["Engineer", "Pipeline", "DataSource", "Trainer", "Validator", "Registry", "Monitor"];

    public static string Of(Step step) => step switch
    {
        Step.Fetch or Step.Check or Step.Prepare => "DataSource",
        Step.Train => "Trainer",
        Step.Validate => "Validator",
        Step.Register => "Registry",
        Step.Deploy or Step.Announce => "Monitor",
        _ => "Pipeline",
    };

    /// <summary>All parts, under the names that the pipeline gives them.</summary>
    public static IReadOnlyList<Participant> Of(PipelineDefinition definition) =>
    [
        .. All.Select(role =>
        {
            var given = definition.Participants.GetValueOrDefault(role);
            return new Participant { Role = role, Name = given?.Name ?? role, Team = given?.Team };
        }),
    ];
}
