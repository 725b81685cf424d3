using Trainyard.Contracts;
using Trainyard.Pipelines;

namespace Trainyard.Pipeline.AcceptRequest;

/// <summary>Problems of a pipeline file, as findings of a run.</summary>
internal static class Findings
{
    public static Finding Of(PipelineProblem problem) => new()
    {
        Rule = "pipeline",
        Message = $"line {problem.Line}, column {problem.Column}"
            + $"{(problem.Path.Length > 0 ? ", " + problem.Path : "")}: {problem.Message}",
    };
}
