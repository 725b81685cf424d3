using Trainyard.Contracts;
using Trainyard.Pipelines;

namespace Trainyard.Pipeline.AcceptRequest;

/// <summary>Problems of a request and its pipeline file, as findings of a run.</summary>
internal static class Findings
{
    /// <summary>The rule that a request itself breaks.</summary>
    public const string RequestRule = "request";

    public static Finding OfRequest(string problem) => new() { Rule = RequestRule, Message = problem };

    public static Finding Of(PipelineProblem problem) => new()
    {
        Rule = "pipeline",
        Message = $"line {problem.Line}, column {problem.Column}"
            + $"{(problem.Path.Length > 0 ? ", " + problem.Path : "")}: {problem.Message}",
    };
}
