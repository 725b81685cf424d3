using Trainyard.Api.Runs;
using Trainyard.Cli.Terminal;
using Trainyard.Contracts;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Cli.Run;

/// <summary>A line for each step when it is done: for pipes and logs.</summary>
internal static class PlainProgress
{
    public static Task<RunView> Show(
        RunFollower follower, PipelineDefinition definition, CancellationToken cancellation)
    {
        Screen.Line($"run {follower.RunId} of {definition.Name}");
        var shown = new HashSet<Step>();
        return follower.ToTheEnd(
            report =>
            {
                foreach (var line in StepLine.Of(report, definition))
                {
                    if (line.Elapsed is { } elapsed && shown.Add(line.Step))
                        Screen.Line($"  {line.Label,-24} {Words.Duration(elapsed),10}  {line.Detail}");
                }
            },
            cancellation);
    }
}
