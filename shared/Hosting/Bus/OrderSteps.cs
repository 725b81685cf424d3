using System.Collections.Frozen;
using Trainyard.Contracts;

namespace Trainyard.Hosting.Bus;

/// <summary>The commands of the sequence, and the step of a run that each of them is.</summary>
public static class OrderSteps
{
    private static readonly FrozenDictionary<Type, Step> Steps = new Dictionary<Type, Step>
    {
        [typeof(FetchData)] = Step.Fetch,
        [typeof(CheckData)] = Step.Check,
        [typeof(PrepareData)] = Step.Prepare,
        [typeof(TrainModel)] = Step.Train,
        [typeof(ValidateModel)] = Step.Validate,
        [typeof(RegisterModel)] = Step.Register,
        [typeof(DeployModel)] = Step.Deploy,
        [typeof(AnnounceSuccess)] = Step.Announce,
    }.ToFrozenDictionary();

    /// <summary>What a run is told of a command that got lost before anybody began with it; null when the message is no
    /// command of the sequence.</summary>
    /// <param name="command">The type of the message.</param>
    /// <param name="runId">The run.</param>
    /// <param name="reason">Why, in one sentence for a person.</param>
    /// <param name="worker">Where, as far as it is known.</param>
    /// <param name="at">When, UTC.</param>
    public static StepFaulted? Lost(Type command, Guid runId, string reason, string? worker, DateTimeOffset at) =>
        !Steps.TryGetValue(command, out var step) ? null : new StepFaulted
        {
            RunId = runId,
            Step = step,
            Reason = reason,
            Work = new WorkDone
            {
                Service = step.ToString().ToLowerInvariant(),
                Worker = worker ?? "unknown",
                Attempt = 1,
                StartedAt = at,
                Elapsed = TimeSpan.Zero,
            },
        };
}
