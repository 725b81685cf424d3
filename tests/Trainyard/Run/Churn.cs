using System.Text.Json;
using Trainyard.Api.Runs;
using Trainyard.Contracts;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Support;

namespace Trainyard.Cli.Tests.Run;

/// <summary>A pipeline, and its runs as a server tells of them.</summary>
internal static class Churn
{
    public const string DeployToStaging = "deploy: { to: staging }";

    public static readonly Guid RunId = new("0d6cf3a4-6f0c-4d3b-9a55-3f8e0c8f2a11");

    /// <summary>The pipeline, with more lines in its file.</summary>
    public static PipelineDefinition With(params string[] lines)
    {
        var reading = PipelineFile.Read(
            string.Join('\n', [Scripts.Churn, .. lines]), new Dictionary<string, string>());
        Assert.Empty(reading.Problems);
        return reading.Definition!;
    }

    /// <summary>A run that was asked for at nine, and ended after so long.</summary>
    public static RunView Run(RunOutcome? outcome = null, Step step = Step.Announce, TimeSpan took = default)
    {
        var at = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
        return new RunView
        {
            RunId = RunId, Pipeline = "churn", State = outcome?.ToString() ?? "Training", Outcome = outcome,
            Step = step, RequestedBy = "ada", RequestedAt = at, EndedAt = outcome is null ? null : at + took,
        };
    }

    /// <summary>A reply as the record of a run has it.</summary>
    public static RecordEntry Received(IRunMessage reply) => new()
    {
        Number = 1, At = DateTimeOffset.UnixEpoch, Direction = RecordDirection.Received,
        Message = reply.GetType().Name, MessageId = Guid.NewGuid(), Work = Scripts.Work(),
        Body = JsonSerializer.SerializeToElement(reply, reply.GetType(), JsonSerializerOptions.Web),
    };
}
